/** The monitor and a deployment share the quota of an account, and nothing else. */
import { doubling, fullJitter, queueing } from '../../../lambda/pacing/backoff';
import { Lane } from '../../../lambda/pacing/lane';
import { retry } from '../../../lambda/pacing/retry';
import { YieldingLane } from '../../../lambda/pacing/yielding-lane';
import { DRIFT_PACE } from '../../../src/contract/drift';
import { VirtualClock } from '../../support/virtual-clock';

const THROTTLED = new Error('Rate exceeded');

/** SES's quota: a bucket that holds one call, and gets another each second. */
function quota(clock: VirtualClock) {
  let [tokens, at] = [1, 0];
  return () => {
    tokens = Math.min(1.05, tokens + (clock.now() - at) / 1_000);
    at = clock.now();
    if (tokens < 1) throw THROTTLED;
    tokens--;
  };
}

/** Numbers in [0, 1) that are the same in every run (Lehmer's generator). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = state * 48_271 % 2_147_483_647) / 2_147_483_647;
}

/** The time of a deployment with this number of calls, with or without a monitor, and the calls that the monitor makes meanwhile. */
async function share(calls: number, seed: number, monitored: boolean) {
  const clock = new VirtualClock();
  const take = quota(clock);
  let over = false;
  const work = async (lane: Lane, seedOfPause: number, most: number, done: () => void) => {
    const throttled = fullJitter(queueing(lane.interval), sequence(seedOfPause));
    const pause = fullJitter(doubling(1_000, 1_000), sequence(1));
    for (let count = 0; count < most && !over; count++) {
      await retry({ what: 'GetTemplate', lane, send: async () => { await clock.sleep(50); take(); } }, {
        clock, classify: () => 'throttled', deadline: () => over ? -Infinity : Infinity, permissionsBy: 0, backoff: { throttled, denied: pause, unanswered: pause },
      }).catch(() => {});
      done();
    }
  };
  let [deployed, checked] = [0, 0];
  const monitor = monitored ? work(new YieldingLane(clock, 1_000 / DRIFT_PACE), seed, Infinity, () => { checked++; }) : undefined;
  const deployment = work(new Lane(clock, 1_000), seed + 1, calls, () => { deployed++; })
    .then(() => { over = true; });
  await clock.run(deployment);
  expect(deployed).toBe(calls);
  const took = clock.now();
  await clock.run(Promise.resolve(monitor));
  return { took, checked };
}

test.each([1, 2, 3, 7, 11, 42, 99])('a deployment takes little longer while a monitor checks (seed %i)', async seed => {
  const alone = await share(200, seed, false);
  const beside = await share(200, seed, true);
  expect(beside.took / alone.took).toBeLessThan(1.2);
  expect(beside.checked).toBeLessThan(60);
});
