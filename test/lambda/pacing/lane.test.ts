import * as fc from 'fast-check';
import { Lane, Lanes } from '../../../lambda/pacing/lane';
import { VirtualClock } from '../../support/virtual-clock';

/** Starts callers at these moments and tells when each had its turn. */
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
  test('lets the first call go at once and the others follow at the pace', async () => {
    expect(await turns(1, [0, 0, 0, 0])).toEqual([0, 1_000, 2_000, 3_000]);
  });

  test('gives no credit for a quiet time', async () => {
    expect(await turns(1, [0, 5_000, 5_000])).toEqual([0, 5_000, 6_000]);
  });

  test('holds all turns back after a refusal, and then goes on at its pace', async () => {
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

  test('keeps the second call away from the answer to the first, which may have arrived late, and goes on at its pace', async () => {
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

  test('never gives more turns in any window than the quota, and never idles while somebody waits', async () => {
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
        // First come, first served: the k-th turn comes as soon as the k-th caller is there and the quota allows.
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
  test('are one an operation, each at the full pace', async () => {
    const clock = new VirtualClock();
    const lanes = new Lanes<'Get' | 'Put'>(clock, 2);
    await clock.run(Promise.all([lanes.of('Get').turn(), lanes.of('Put').turn(), lanes.of('Get').turn(), lanes.of('Put').turn()]));
    expect(clock.now()).toBe(500);
  });

  test.each([0, -1, NaN])('refuse a pace of %p', pace => {
    expect(() => new Lanes(new VirtualClock(), pace)).toThrow(`callsPerSecond must be above 0, got: ${pace}`);
  });
});
