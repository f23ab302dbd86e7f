/**
 * How much memory the function takes to deploy templates. It keeps the asset whole, and what it found in SES until it
 * need not put that back; and several templates at a time are in work, each in several forms.
 *
 * The numbers are measured, on the safe side: `npm run bench -- --only memory` holds them against the function. Its worst
 * case is an update that changes all templates of a set.
 */

const MIB = 1_024 * 1_024;

/** Node.js and the function's code, in MiB. */
const AT_REST = 120;

/** For each byte of the asset: its line, and what was live before. */
const OF_ASSET = 3.5;

/** For each byte of the largest template: so many at a time are encoded, sent and parsed. */
const OF_LARGEST = 100;

/**
 * The memory, in MiB, that the function takes at most.
 *
 * @param asset the size of the asset, in bytes
 * @param largest that of the largest template in it
 */
export function memoryNeeded(asset: number, largest: number): number {
  return Math.ceil(AT_REST + (OF_ASSET * asset + OF_LARGEST * largest) / MIB);
}
