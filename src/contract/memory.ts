/**
 * How much memory the function needs to deploy templates. It keeps the whole asset, and what it found in SES while that may
 * have to be restored. It also works on several templates at a time, each of which takes several forms.
 *
 * The numbers are measured and rounded up; `npm run bench -- --only memory` compares them with the function. The worst case is
 * an update that changes all templates of a set.
 */

const MIB = 1_024 * 1_024;

/** For Node.js and the function's code, in MiB. */
const AT_REST = 120;

/** Bytes per byte of the asset: its line, and the content that was live before. */
const OF_ASSET = 3.5;

/** Bytes per byte of the largest template: several templates are encoded, sent and parsed at a time. */
const OF_LARGEST = 100;

/**
 * The most memory that the function needs, in MiB.
 *
 * @param asset the size of the asset, in bytes
 * @param largest the size of the largest template in it, in bytes
 */
export function memoryNeeded(asset: number, largest: number): number {
  return Math.ceil(AT_REST + (OF_ASSET * asset + OF_LARGEST * largest) / MIB);
}
