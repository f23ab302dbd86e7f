/** SES's v2 API: REST with JSON. */
import { randomUUID } from 'node:crypto';
import { Input, LocalSes, LostAnswer, SesError } from '../ses';
import { Answer } from './answer';

export const SES_V2_PATH = '/v2/email/';

const SET = 'configuration-sets/{ConfigurationSetName}';

/** The operation of a method and a path. Members of the path and of the query are those of the operation. */
const ROUTES: readonly (readonly [method: string, path: string, operation: string])[] = [
  ['POST', 'configuration-sets', 'CreateConfigurationSet'],
  ['POST', 'list-configuration-sets', 'ListConfigurationSets'],
  // Before 2026, the SDKs listed with GET.
  ['GET', 'configuration-sets', 'ListConfigurationSets'],
  ['GET', SET, 'GetConfigurationSet'],
  ['DELETE', SET, 'DeleteConfigurationSet'],
  ['GET', `${SET}/event-destinations`, 'GetConfigurationSetEventDestinations'],
  ['POST', `${SET}/event-destinations`, 'CreateConfigurationSetEventDestination'],
  ['PUT', `${SET}/event-destinations/{EventDestinationName}`, 'UpdateConfigurationSetEventDestination'],
  ['DELETE', `${SET}/event-destinations/{EventDestinationName}`, 'DeleteConfigurationSetEventDestination'],
  ['POST', 'outbound-bulk-emails', 'SendBulkEmail'],
  ['POST', 'outbound-emails', 'SendEmail'],
  ['GET', 'tags', 'ListTagsForResource'],
  ['POST', 'tags', 'TagResource'],
  ['DELETE', 'tags', 'UntagResource'],
  ['GET', 'templates', 'ListEmailTemplates'],
  ['POST', 'templates', 'CreateEmailTemplate'],
  ['GET', 'templates/{TemplateName}', 'GetEmailTemplate'],
  ['PUT', 'templates/{TemplateName}', 'UpdateEmailTemplate'],
  ['DELETE', 'templates/{TemplateName}', 'DeleteEmailTemplate'],
  ['POST', 'templates/{TemplateName}/render', 'TestRenderEmailTemplate'],
];

/** Members that are lists: a query may name them once. */
const LISTS = ['TagKeys'];

/** Answers a call. Rejects if no response is to be sent. */
export async function answerSesV2(ses: LocalSes, method: string, url: string, body: string): Promise<Answer> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const route = routeOf(method, pathname.slice(SES_V2_PATH.length).replace(/\/$/, ''));
  if (!route) return refuse('UnknownOperationException', `The local SES has no operation for ${method} ${pathname}.`, 404);
  let input: Input;
  try {
    input = {
      ...inputOf(body === '' ? {} : JSON.parse(body)) as object,
      ...Object.fromEntries([...new Set(searchParams.keys())].map(key =>
        [key, LISTS.includes(key) ? searchParams.getAll(key) : searchParams.get(key)!])),
      ...Object.fromEntries(Object.entries(route.members).map(([member, text]) => [member, decodeURIComponent(text)])),
    };
  } catch (error) {
    return refuse('SerializationException', `The request cannot be parsed: ${(error as Error).message}`, 400);
  }
  return answerOf(() => ses.callV2(route.operation, input));
}

function routeOf(method: string, path: string) {
  for (const [wanted, pattern, operation] of ROUTES) {
    const found = new RegExp(`^${pattern.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (wanted === method && found) return { operation, members: found.groups ?? {} };
  }
  return undefined;
}

/** JSON as an operation's input, which has no other scalars than text. */
function inputOf(value: unknown): Input {
  if (Array.isArray(value)) return value.map(inputOf);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([key, member]) => [key, inputOf(member)]));
}

async function answerOf(result: () => unknown): Promise<Answer> {
  try {
    return json(200, outputOf(await result()));
  } catch (error) {
    if (error instanceof SesError) return refuse(error.code, error.message, error.status);
    if (error instanceof LostAnswer && error.begun) return { ...await answerOf(error.begun), cutOff: error.how };
    throw error;
  }
}

/** The protocol carries times as seconds since 1970. */
function outputOf(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000;
  if (Array.isArray(value)) return value.map(outputOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, outputOf(member)]));
}

const refuse = (code: string, message: string, status: number) => json(status, { message }, { 'x-amzn-errortype': code });

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status, headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers }, body: JSON.stringify(body),
});
