import { LocalAws, startLocalAws } from '../../local/server';

/** The scaled quota: what SES does in 25 seconds, in one. The pacer is scaled alike. */
export const RATE = 25;

/** A local SES under the scaled quota, to which the SDK's clients and the bundle's handlers of this process are pointed. */
export async function startSes(object?: (bucket: string, key: string) => Buffer, rate: number = RATE): Promise<LocalAws> {
  const aws = await startLocalAws({
    // As much slack for the way that a call takes as SES's own pace would have it: a twentieth of an interval.
    ses: { callsPerSecond: rate, jitterMs: 50 / rate },
    objects: object,
    stacks: id => ({ stackName: 'Bench', stackId: id, status: 'UPDATE_IN_PROGRESS', template: {} }),
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    SES_CALLS_PER_SECOND: String(rate),
  });
  return aws;
}

export interface Pace {
  readonly ratio: number;
  readonly done: number;
  readonly refused: number;
}

/** How long an operation's calls took, from the first to the last that succeeded, against what the quota allows. */
export function against(aws: LocalAws, operation: string, rate: number = RATE): Pace {
  const calls = aws.ses.calls.filter(call => call.operation === operation);
  const done = calls.filter(({ outcome }) => outcome === 'ok');
  const took = done[done.length - 1].at - calls[0].at;
  return { ratio: took / ((done.length - 1) * 1_000 / rate), done: done.length, refused: calls.length - done.length };
}
