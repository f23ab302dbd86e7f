/** Independent processes that share a quota: how long they take, and how often they are refused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Backoff, contending, doubling, fullJitter, queueing } from '../../../lambda/pacing/backoff';
import { Lane } from '../../../lambda/pacing/lane';
import { retry } from '../../../lambda/pacing/retry';
import { Slots } from '../../../lambda/pacing/slots';
import { randomFrom } from '../../histories/world/random';
import { VirtualClock } from '../../support/virtual-clock';

const INTERVAL = 1_000;
/** How much closer than an interval two calls may come, in milliseconds. */
const SLACK = 50;

/** What a process does when it is refused. */
type Pacing = (slots: Slots, random: () => number) => { readonly throttled: Backoff; readonly slots?: Slots };

const SLOTS: Pacing = (slots, random) => ({ throttled: contending(slots, random), slots });
const RANDOM_PAUSES: Pacing = (_, random) => ({ throttled: fullJitter(queueing(INTERVAL), random) });
/** Each picks one of as many slots as its number of refusals has here, or the last number. Sets pick one of 6 at most. */
const windows = (...sizes: number[]): Pacing => (slots, random) => ({
  throttled: (attempt, follows) => {
    const size = sizes[Math.min(attempt, sizes.length) - 1];
    return slots.pauseUntil(1 + Math.floor(random() * (follows ? Math.min(6, size) : size)));
  },
  slots,
});

/**
 * Runs single calls and sets of calls, each in a separate process, under a common quota of one call a second.
 *
 * @param skew how far a clock is off at most, in milliseconds
 */
async function crowd([singles, sets, perSet]: Crowd, seed: number, pacing: Pacing, skew = 0): Promise<Figures> {
  const clock = new VirtualClock();
  const random = randomFrom(seed);
  let free = 0;
  let last = 0;
  let refused = 0;
  const process = async (calls: number) => {
    const ahead = skew === 0 ? 0 : skew * (2 * random() - 1);
    const slots = new Slots(clock, () => clock.now() + ahead, INTERVAL);
    const paced = pacing(slots, random);
    const lane = new Lane(clock, INTERVAL, paced.slots);
    const soon = fullJitter(doubling(500, 5_000), random);
    const policy = {
      clock,
      deadline: () => Infinity,
      permissionsBy: 0,
      classify: () => 'throttled' as const,
      backoff: { throttled: paced.throttled, denied: soon, unanswered: soon },
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

type Crowd = readonly [singles: number, sets: number, perSet: number];

interface Figures {
  /** The time, relative to what the quota allows. */
  readonly ratio: number;
  /** Refused calls for each single. */
  readonly refused: number;
}

/** The mean of some crowds. */
async function mean(of: Crowd, pacing: Pacing = SLOTS, skew = 0): Promise<Figures> {
  return average(await Promise.all([1, 2, 3, 4].map(async seed => crowd(of, seed, pacing, skew))));
}

function average(all: readonly Figures[]): Figures {
  const of = (figure: keyof Figures) => all.reduce((sum, one) => sum + one[figure], 0) / all.length;
  return { ratio: of('ratio'), refused: of('refused') };
}

/**
 * The least that singles can be refused in a given time if all know how many others still wait, which no process can: in each slot,
 * each of them calls with the same probability. The load is the number of calls in a slot.
 */
function informed(singles: number, ratio: number): Figures {
  const load = Math.log(ratio / (ratio - 1));
  return average([1, 2, 3, 4].map(seed => {
    const random = randomFrom(seed);
    // All call at first, and one is accepted.
    let waiting = singles - 1;
    let refused = waiting;
    let slots = 0;
    for (; waiting > 0; slots++) {
      const calls = Array.from({ length: waiting }, random).filter(value => value * waiting < load).length;
      if (calls === 0) continue;
      waiting--;
      refused += calls - 1;
    }
    return { ratio: slots / (singles - 1), refused: refused / singles };
  }));
}

test.each([
  ['100 singles and 10 sets', [100, 10, 10], { ratio: 1.1, refused: 8 }],
  ['100 singles', [100, 0, 0], { ratio: 1.15, refused: 8 }],
  ['30 singles', [30, 0, 0], { ratio: 2, refused: 5 }],
  ['5 singles', [5, 0, 0], { ratio: 2.5, refused: 2 }],
  ['10 sets', [0, 10, 30], { ratio: 1.07, refused: 0 }],
  ['a set alone', [0, 1, 100], { ratio: 1.005, refused: 0 }],
] as ReadonlyArray<[string, Crowd, Figures]>)('%s take little longer than the quota, and are seldom refused', async (_who, of, most) => {
  const { ratio, refused } = await mean(of);
  expect(ratio).toBeLessThanOrEqual(most.ratio);
  expect(refused).toBeLessThanOrEqual(most.refused);
});

const decision = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'decisions', '0023-contention.md'), 'utf8');
const shown = ({ ratio, refused }: Figures) => `${ratio.toFixed(2)}, ${refused === 0 ? '–' : refused.toFixed(1)}`;

test.each([
  ['100 singles and 10 sets of 10', [100, 10, 10]],
  ['100 singles', [100, 0, 0]],
  ['30 singles', [30, 0, 0]],
  ['10 singles', [10, 0, 0]],
  ['5 singles', [5, 0, 0]],
  ['10 sets of 30', [0, 10, 30]],
  ['a set alone', [0, 1, 100]],
] as ReadonlyArray<[string, Crowd]>)('the decision has the simulated figures of %s', async (who, of) => {
  expect(decision).toContain(`| ${who} | ${shown(await mean(of, RANDOM_PAUSES))} | ${shown(await mean(of))} |`);
});

test.each([25, 100, 500])('the decision has the simulated figures of clocks that are up to %i ms off', async skew => {
  expect(decision).toContain(`| up to ${skew} ms | ${shown(await mean([100, 10, 10], SLOTS, skew))} |`);
});

test('the decision has the simulated figures of windows that grow more slowly', async () => {
  const slow = windows(3, 4, 6, 8, 10, 12, 14);
  const [thirty, hundred] = [await mean([30, 0, 0], slow), await mean([100, 10, 10], slow)];
  expect(decision).toContain(`3, 4, 6, 8, 10, 12, 14: ${thirty.ratio.toFixed(2)} for 30 singles, ${hundred.refused.toFixed(1)} refusals for 100 with sets`);
});

test('the decision has the simulated figures of other ways to choose a slot', async () => {
  const of: Crowd = [100, 0, 0];
  const slots = await mean(of);
  const rows: Array<[string, Figures]> = [
    ['growing windows', slots],
    ['always one of 5', await mean(of, windows(5))],
    ['always one of 10', await mean(of, windows(10))],
    ['always one of 20', await mean(of, windows(20))],
    ['always one of 40', await mean(of, windows(40))],
    ['each process knows how many wait', informed(100, slots.ratio)],
  ];
  expect(decision).toContain(rows.map(([name, figures]) => `| ${name} | ${shown(figures)} |`).join('\n'));
});
