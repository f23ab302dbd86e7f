import { LocalSes, SesError } from '../ses';
import { Answer } from './answer';
import { queryError, queryResult, QueryRequest } from './query';

export const SES_VERSION = '2010-12-01';
const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** Answers a call of SES's v1 API; rejects when there is to be no answer. */
export async function answerSes(ses: LocalSes, { action, input }: QueryRequest): Promise<Answer> {
  try {
    return queryResult(action, NAMESPACE, await ses.call(action, input));
  } catch (error) {
    if (error instanceof SesError) return queryError(NAMESPACE, error);
    throw error;
  }
}
