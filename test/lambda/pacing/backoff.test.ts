import { Bound, doubling, fullJitter, queueing } from '../../../lambda/pacing/backoff';
import * as fc from '../../support/fast-check';

test.each<[string, Bound, number[]]>([
  ['doubling', doubling(1_000, 5_000), [1_000, 2_000, 4_000, 5_000, 5_000]],
  ['queueing', queueing(1_000), [1_125, 1_250, 1_375, 1_500, 1_625]],
])('the bound grows by %s', (_how, bound, expected) => {
  expect([1, 2, 3, 4, 5].map(bound)).toEqual(expected);
});

test('every bound has a cap', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), attempt => {
    expect(doubling(100, 3_000)(attempt)).toBeLessThanOrEqual(3_000);
    expect(queueing(1_000)(attempt)).toBeLessThanOrEqual(5_000);
  }));
});

test('pauses are spread between zero and the bound', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 0.999999, noNaN: true }), (attempt, random) => {
    const pause = fullJitter(() => 3_000, () => random)(attempt);
    expect(pause).toBeGreaterThanOrEqual(0);
    expect(pause).toBeLessThan(3_000);
  }));
});
