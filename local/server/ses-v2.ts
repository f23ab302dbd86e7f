/** The operations of SES's v2 API for tags: REST with JSON. */
import { randomUUID } from 'node:crypto';
import { Input, LocalSes, LostAnswer, SesError } from '../ses';
import { Answer } from './answer';

export const SES_V2_PATH = '/v2/email/';

/** Answers a call; rejects when there is to be no answer. */
export async function answerSesV2(ses: LocalSes, method: string, url: string, body: string): Promise<Answer> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const route = `${method} ${pathname.slice(SES_V2_PATH.length)}`;
  switch (route) {
    case 'POST tags': return answerOf(async () => ses.callV2('TagResource', JSON.parse(body)));
    case 'DELETE tags': return answerOf(async () => ses.callV2('UntagResource', {
      ...resource(searchParams), TagKeys: searchParams.getAll('TagKeys'),
    }));
    case 'GET tags': return answerOf(async () => ses.callV2('ListTagsForResource', resource(searchParams)));
    default: return refuse({ code: 'UnknownOperationException', message: `The local SES has no operation for ${route}.`, status: 404 });
  }
}

function resource(parameters: URLSearchParams): { readonly [member: string]: Input } {
  const arn = parameters.get('ResourceArn');
  return arn === null ? {} : { ResourceArn: arn };
}

async function answerOf(result: () => unknown): Promise<Answer> {
  try {
    return json(200, await result());
  } catch (error) {
    if (error instanceof SesError) return refuse(V2_ERRORS[error.code] ?? error, error.message);
    if (error instanceof LostAnswer && error.begun) return { ...await answerOf(error.begun), cutOff: error.how };
    throw error;
  }
}

/** The errors of both APIs, as the v2 API has them. */
const V2_ERRORS: Readonly<Record<string, { readonly code: string; readonly status: number } | undefined>> = {
  Throttling: { code: 'TooManyRequestsException', status: 429 },
  AccessDenied: { code: 'AccessDeniedException', status: 403 },
  InternalFailure: { code: 'InternalServiceErrorException', status: 500 },
  ValidationError: { code: 'BadRequestException', status: 400 },
};

function refuse({ code, message, status }: { readonly code: string; readonly message?: string; readonly status: number }, text = message): Answer {
  return json(status, { message: text }, { 'x-amzn-errortype': code });
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status, headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers }, body: JSON.stringify(body),
});
