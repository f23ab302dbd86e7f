import { LocalAws, LocalAwsOptions, startLocalAws } from '../../local/server';

/**
 * The scaled quota: what SES does in 10 seconds, in one. The pacer is scaled alike.
 *
 * Timers and sockets are not: they are a millisecond or some late, whatever the pace. At 25 calls a second that was 3 to
 * 4 % of the time, and a call in a hundred came too early after one that was late, which SES's own pace would not show.
 */
export const RATE = 10;

/** A local SES under a quota, to which the SDK's clients and the bundle's handlers of this process are pointed. */
export async function startSes(
  rate: number, object?: (bucket: string, key: string) => Buffer, others: Partial<LocalAwsOptions> = {},
): Promise<LocalAws> {
  const aws = await startLocalAws({
    // As much slack for the way that a call takes as SES's own pace would have it: a twentieth of an interval.
    ses: { callsPerSecond: rate, jitterMs: 50 / rate },
    objects: object,
    stacks: id => ({ stackName: 'Bench', stackId: id, status: 'UPDATE_IN_PROGRESS', template: {} }),
    ...others,
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

/** How often each operation was called. */
export function countCalls(aws: LocalAws): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of aws.ses.calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

export function countRefused(aws: LocalAws): number {
  return aws.ses.calls.filter(({ outcome }) => outcome !== 'ok').length;
}

/** How long the calls took, from the first to the last that succeeded, against what the quota allows for so many of an operation. */
export function timeRatio(aws: LocalAws, calls: number, rate: number): number {
  const done = aws.ses.calls.filter(({ outcome }) => outcome === 'ok');
  return (done[done.length - 1].at - aws.ses.calls[0].at) / ((calls - 1) * 1_000 / rate);
}
