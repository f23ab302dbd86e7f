import * as fc from 'fast-check';
import { fullJitter } from '../../../lambda/pacing/backoff';

test.each([
  [1, 1_000], [2, 2_000], [3, 4_000], [4, 5_000], [5, 5_000], [10_000, 5_000],
])('attempt %p waits at most %p ms', (attempt, most) => {
  expect(fullJitter({ base: 1_000, cap: 5_000, random: () => 1 })(attempt)).toBe(most);
});

test('any pause between nothing and the bound may come', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 0.999999, noNaN: true }), (attempt, random) => {
    const pause = fullJitter({ base: 100, cap: 3_000, random: () => random })(attempt);
    expect(pause).toBeGreaterThanOrEqual(0);
    expect(pause).toBeLessThan(3_000);
  }));
});
