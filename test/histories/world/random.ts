/** Numbers from 0 to 1, the latter excluded. */
export type Random = () => number;

const MODULUS = 2_147_483_647;

/** The same numbers for the same seed (MINSTD). */
export function randomFrom(seed: number): Random {
  let state = 1 + (seed * 7_919) % (MODULUS - 1);
  return () => {
    state = (state * 48_271) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}
