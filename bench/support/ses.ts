import { LocalAws, LocalAwsOptions, startLocalAws } from '../../local/server';

/**
 * The scaled quota: ten times that of SES. The function's pace is scaled likewise.
 *
 * Timers and sockets are not scaled: they are late by about a millisecond at any pace. At 25 calls per second, that was 3 to
 * 4% of the time, and one call in a hundred came too soon after a late one, which does not happen at the pace of SES.
 */
export const RATE = 10;

/** Starts a local SES with a quota. The SDK's clients and the bundles' handlers in this process use it. */
export async function startSes(
  rate: number, object?: (bucket: string, key: string) => Buffer, others: Partial<LocalAwsOptions> = {},
): Promise<LocalAws> {
  const aws = await startLocalAws({
    // The same tolerance for network jitter as at SES's own pace: a twentieth of an interval.
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

/** The number of calls of each operation. */
export function countCalls(aws: LocalAws): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of aws.ses.calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

export function countRefused(aws: LocalAws): number {
  return aws.ses.calls.filter(({ outcome }) => outcome !== 'ok').length;
}

/** The time from the first to the last successful call, relative to what the quota allows for this number of calls. */
export function timeRatio(aws: LocalAws, calls: number, rate: number): number {
  const done = aws.ses.calls.filter(({ outcome }) => outcome === 'ok');
  return (done[done.length - 1].at - aws.ses.calls[0].at) / ((calls - 1) * 1_000 / rate);
}
