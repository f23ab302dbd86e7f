/**
 * Random histories of stacks, with faults at every call, and the rules that the function must keep in all of them.
 * `npm run test:histories -- --runs 5000 --seed 7` plays more.
 */
import { Coverage } from './coverage';
import { histories, History } from './history';
import { play } from './play';
import * as fc from '../support/fast-check';

const RUNS = Number(process.env.HISTORY_RUNS ?? 1_000);
/** In this number of histories, every fault affects every call. With fewer, the coverage is not checked. Other seeds may need more. */
const ENOUGH = process.env.SEED === undefined ? 1_000 : 3_000;

test('whatever happens to a deployment, the function keeps its rules', async () => {
  const coverage = new Coverage();
  await fc.assert(fc.asyncProperty(histories, async (history: History) => {
    const { breaches, steps } = await play(history);
    coverage.add(steps, history);
    expect(breaches).toEqual([]);
  }), { numRuns: RUNS });
  if (process.env.HISTORY_RUNS !== undefined) process.stdout.write(`${coverage.tables}\n`);
  if (RUNS >= ENOUGH) expect(coverage.missing).toEqual([]);
}, 60_000 + 100 * RUNS);
