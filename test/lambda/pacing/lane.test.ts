import { Lane, Lanes } from '../../../lambda/pacing/lane';
import * as fc from '../../support/fast-check';
import { VirtualClock } from '../../support/virtual-clock';

/** Starts callers at these times, and returns the times of their turns. */
async function turns(rate: number, arrivals: number[]): Promise<number[]> {
  const clock = new VirtualClock();
  const lane = new Lane(clock, 1_000 / rate);
  const taken: number[] = [];
  await clock.run(Promise.all(arrivals.map(async at => {
    await clock.sleep(at);
    await lane.turn();
    taken.push(clock.now());
  })));
  return taken;
}

describe('a lane', () => {
  test('sends the first call immediately and the others at the pace', async () => {
    expect(await turns(1, [0, 0, 0, 0])).toEqual([0, 1_000, 2_000, 3_000]);
  });

  test('saves no turns while idle', async () => {
    expect(await turns(1, [0, 5_000, 5_000])).toEqual([0, 5_000, 6_000]);
  });

  test('delays all turns after a refusal, and then continues at its pace', async () => {
    const clock = new VirtualClock();
    const lane = new Lane(clock, 1_000);
    const taken: number[] = [];
    const caller = async () => {
      await lane.turn();
      taken.push(clock.now());
    };
    const all = Promise.all([caller(), caller(), caller()]);
    await clock.run(clock.sleep(100));
    lane.hold(2_500);
    await clock.run(all);
    expect(taken).toEqual([0, 2_600, 3_600]);
  });

  test('spaces the second call from the response of the first, and continues at its pace', async () => {
    const clock = new VirtualClock();
    const lane = new Lane(clock, 1_000);
    const taken: number[] = [];
    const caller = async () => {
      await lane.turn();
      taken.push(clock.now());
      await clock.sleep(200);
      lane.answered();
    };
    await clock.run(Promise.all([caller(), caller(), caller()]));
    expect(taken).toEqual([0, 1_200, 2_200]);
  });

  test('runs a check within the turn, before its interval starts; if it throws, the next caller gets the turn', async () => {
    const clock = new VirtualClock();
    const lane = new Lane(clock, 1_000);
    const taken: Array<[string, number]> = [];
    const caller = async (name: string, check: () => Promise<void>) => lane.turn(check).then(
      () => { taken.push([name, clock.now()]); }, (error: Error) => { taken.push([error.message, clock.now()]); });
    await clock.run(Promise.all([
      caller('a', async () => clock.sleep(400)),
      caller('b', async () => clock.sleep(10).then(() => { throw new Error('no'); })),
      caller('c', async () => {}),
      caller('d', async () => clock.sleep(50)),
      caller('e', async () => {}),
    ]));
    expect(taken).toEqual([['a', 400], ['no', 1_410], ['c', 1_410], ['d', 2_460], ['e', 3_460]]);
  });

  test('respects a hold during the check, and checks again after it', async () => {
    const clock = new VirtualClock();
    const lane = new Lane(clock, 1_000);
    const checks: number[] = [];
    const turn = lane.turn(async () => {
      checks.push(clock.now());
      await clock.sleep(200);
    });
    await clock.run(clock.sleep(100));
    lane.hold(2_000);
    await clock.run(turn);
    expect([checks, clock.now()]).toEqual([[0, 2_100], 2_300]);
  });

  test('never grants two turns closer than the interval, however long checks take and whether they fail', async () => {
    const caller = fc.record({ at: fc.integer({ min: 0, max: 10_000 }), takes: fc.integer({ min: 0, max: 3_000 }), passes: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.array(caller, { minLength: 1, maxLength: 30 }), async (rate, callers) => {
      const clock = new VirtualClock();
      const lane = new Lane(clock, 1_000 / rate);
      const taken: number[] = [];
      let refused = 0;
      await clock.run(Promise.all(callers.map(async ({ at, takes, passes }) => {
        await clock.sleep(at);
        const check = async () => {
          await clock.sleep(takes);
          if (!passes) throw new Error('no');
        };
        await lane.turn(check).then(() => taken.push(clock.now()), () => refused++);
      })));
      expect([taken.length, refused]).toEqual([callers.filter(({ passes }) => passes).length, callers.filter(({ passes }) => !passes).length]);
      taken.slice(1).forEach((time, index) => expect(time - taken[index]).toBeGreaterThanOrEqual(1_000 / rate - 1e-6));
    }), { numRuns: 60 });
  });

  test('never grants more turns in any window than the quota, and never idles while a caller waits', async () => {
    await fc.assert(fc.asyncProperty(
      fc.integer({ min: 1, max: 50 }), fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 30 }),
      async (rate, arrivals) => {
        const taken = await turns(rate, arrivals);
        const interval = 1_000 / rate;
        for (let first = 0; first < taken.length; first++) {
          for (let last = first; last < taken.length; last++) {
            const calls = last - first + 1;
            expect(calls).toBeLessThanOrEqual((taken[last] - taken[first]) / interval + 1 + 1e-6);
          }
        }
        // First come, first served: the k-th turn starts as soon as the k-th caller waits and the quota permits it.
        let free = 0;
        [...arrivals].sort((one, other) => one - other).forEach((arrival, index) => {
          const due = Math.max(arrival, free);
          expect(taken[index]).toBeCloseTo(due, 6);
          free = due + interval;
        });
      },
    ), { numRuns: 60 });
  });
});

describe('lanes', () => {
  test('are separate for each operation, each at the full pace', async () => {
    const clock = new VirtualClock();
    const lanes = new Lanes<'Get' | 'Put'>(clock, 2);
    await clock.run(Promise.all([lanes.of('Get').turn(), lanes.of('Put').turn(), lanes.of('Get').turn(), lanes.of('Put').turn()]));
    expect(clock.now()).toBe(500);
  });

  test.each([0, -1, NaN])('refuse a pace of %p', pace => {
    expect(() => new Lanes(new VirtualClock(), pace)).toThrow(`callsPerSecond must be above 0, got: ${pace}`);
  });
});
