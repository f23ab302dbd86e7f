import { LocalSes, LostAnswer, SesError } from '../ses';
import { Answer } from './answer';
import { queryError, queryResult, QueryRequest } from './query';
import { XmlValue } from './xml';

export const SES_VERSION = '2010-12-01';
const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** Answers a call of SES's v1 API. Rejects if no response is to be sent. */
export async function answerSes(ses: LocalSes, { action, input }: QueryRequest): Promise<Answer> {
  return answerOf(action, async () => ses.call(action, input));
}

async function answerOf(action: string, result: () => XmlValue | Promise<XmlValue>): Promise<Answer> {
  try {
    return queryResult(action, NAMESPACE, await result());
  } catch (error) {
    if (error instanceof SesError) return queryError(NAMESPACE, error);
    if (error instanceof LostAnswer && error.begun) return { ...await answerOf(action, error.begun), cutOff: error.how };
    throw error;
  }
}
