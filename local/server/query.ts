/** AWS's Query protocol: requests are forms, responses are XML. */
import { randomUUID } from 'node:crypto';
import { Answer } from './answer';
import { document, element, XmlValue } from './xml';
import { Input } from '../ses';

export interface QueryRequest {
  readonly action: string;
  readonly version: string;
  readonly input: Input;
}

/** An error in a response. */
export interface QueryError {
  readonly code: string;
  readonly message: string;
  /** Additional elements of the error. */
  readonly members?: Readonly<Record<string, string>>;
  /** A status below 500 means an error of the caller. */
  readonly status: number;
}

type Tree = { [member: string]: Tree } | string;

/** Parses a form: `A.B.member.1.C=x` becomes `{ A: { B: [{ C: 'x' }] } }`. */
export function parseQuery(form: string): QueryRequest {
  const root: Record<string, Tree> = Object.create(null);
  for (const [key, value] of new URLSearchParams(form)) {
    const path = key.split('.');
    const last = path.pop()!;
    let node = root;
    for (const name of path) {
      const next = node[name];
      node = typeof next === 'object' ? next : node[name] = Object.create(null) as Record<string, Tree>;
    }
    node[last] = value;
  }
  const { Action = '', Version = '', ...input } = root;
  return { action: String(Action), version: String(Version), input: toInput(input) };
}

/** A list is a tree whose only branch is `member`, with items numbered from 1. */
function toInput(tree: Tree): Input {
  if (typeof tree === 'string') return tree;
  const { member } = tree;
  if (typeof member === 'object' && Object.keys(tree).length === 1) {
    return Object.keys(member).sort((a, b) => Number(a) - Number(b)).map(index => toInput(member[index]));
  }
  return Object.fromEntries(Object.entries(tree).map(([name, branch]) => [name, toInput(branch)]));
}

export function queryResult(action: string, namespace: string, result: XmlValue): Answer {
  const requestId = randomUUID();
  const response = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return xmlAnswer(200, element(`${action}Response`, response, namespace), requestId);
}

export function queryError(namespace: string, { code, message, members, status }: QueryError): Answer {
  const requestId = randomUUID();
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message, ...members };
  return xmlAnswer(status, element('ErrorResponse', { Error: error, RequestId: requestId }, namespace), requestId);
}

const xmlAnswer = (status: number, root: string, requestId: string): Answer => ({
  status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body: document(root),
});
