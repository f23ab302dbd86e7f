/** Returns a number from 0 up to, but not including, 1. */
export type Random = () => number;

const MODULUS = 2_147_483_647;

/** A generator that returns the same numbers for the same seed (MINSTD). */
export function randomFrom(seed: number): Random {
  let state = 1 + (seed * 7_919) % (MODULUS - 1);
  return () => {
    state = (state * 48_271) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}
