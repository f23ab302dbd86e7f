/** Independent processes that share a quota: how long they take, and how often they are refused. */
import { contending, doubling, fullJitter } from '../../../lambda/pacing/backoff';
import { Lane } from '../../../lambda/pacing/lane';
import { retry } from '../../../lambda/pacing/retry';
import { Slots } from '../../../lambda/pacing/slots';
import { randomFrom } from '../../histories/world/random';
import { VirtualClock } from '../../support/virtual-clock';

const INTERVAL = 1_000;
/** How much closer than an interval two calls may come, in milliseconds. */
const SLACK = 50;

/** Runs single calls and sets of calls, each in a separate process, under a common quota of one call a second. */
async function crowd(singles: number, sets: number, perSet: number, seed: number) {
  const clock = new VirtualClock();
  const random = randomFrom(seed);
  let free = 0;
  let last = 0;
  let refused = 0;
  const process = async (calls: number) => {
    const slots = new Slots(clock, () => clock.now(), INTERVAL);
    const lane = new Lane(clock, 1_000, slots);
    const soon = fullJitter(doubling(500, 5_000), random);
    const policy = {
      clock,
      deadline: () => Infinity,
      permissionsBy: 0,
      classify: () => 'throttled' as const,
      backoff: { throttled: contending(slots, random), denied: soon, unanswered: soon },
    };
    const send = async () => {
      await clock.sleep(20 + 10 * random());
      if (clock.now() < free) {
        if (calls === 1) refused++;
        throw new Error('throttled');
      }
      last = clock.now();
      free = Math.max(free, last - SLACK) + INTERVAL;
      await clock.sleep(20 + 10 * random());
    };
    await clock.sleep(200 * random());
    await Promise.all(Array.from({ length: calls }, async () => retry({ what: 'CreateTemplate', lane, send }, policy)));
  };
  const calls = [...Array.from({ length: singles }, () => 1), ...Array.from({ length: sets }, () => perSet)];
  await clock.run(Promise.all(calls.map(process)));
  return { ratio: last / ((singles + sets * perSet - 1) * INTERVAL), refused: refused / Math.max(1, singles) };
}

/** The mean of some crowds. */
async function mean(singles: number, sets: number, perSet: number) {
  const crowds = await Promise.all([1, 2, 3, 4].map(async seed => crowd(singles, sets, perSet, seed)));
  const of = (figure: 'ratio' | 'refused') => crowds.reduce((sum, one) => sum + one[figure], 0) / crowds.length;
  return { ratio: of('ratio'), refused: of('refused') };
}

test.each([
  ['100 singles and 10 sets', [100, 10, 10], { ratio: 1.1, refused: 8 }],
  ['100 singles', [100, 0, 0], { ratio: 1.15, refused: 8 }],
  ['30 singles', [30, 0, 0], { ratio: 2, refused: 5 }],
  ['5 singles', [5, 0, 0], { ratio: 2.5, refused: 2 }],
  ['10 sets', [0, 10, 30], { ratio: 1.07, refused: 0 }],
  ['a set alone', [0, 1, 100], { ratio: 1.005, refused: 0 }],
] as const)('%s take little longer than the quota, and are seldom refused', async (_who, [singles, sets, perSet], most) => {
  const { ratio, refused } = await mean(singles, sets, perSet);
  expect(ratio).toBeLessThanOrEqual(most.ratio);
  expect(refused).toBeLessThanOrEqual(most.refused);
});

/**
 * What is possible at best without taking turns: processes that know how many of them are left, and call in each slot with such a chance that
 * `callers` of them call on average. A slot is wasted if nobody calls; otherwise one call is accepted.
 */
function informed(singles: number, callers: number) {
  let slots = 0;
  let calls = 0;
  for (let left = singles; left > 0; left--) {
    const chance = Math.min(1, callers / left);
    const used = 1 - (1 - chance) ** left;
    slots += 1 / used;
    calls += left * chance / used;
  }
  return { ratio: slots / singles, refused: calls / singles - 1 };
}

test('100 singles are refused at most six times as often as if each knew how many are left', async () => {
  const blind = await mean(100, 0, 0);
  // The same time, with as few refusals as possible.
  const optimum = informed(100, 2.2);
  expect(optimum.ratio).toBeCloseTo(1.11, 2);
  expect(optimum.refused).toBeCloseTo(1.4, 1);
  expect(blind.refused).toBeLessThanOrEqual(6 * optimum.refused);
});
