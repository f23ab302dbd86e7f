/**
 * Plays random histories, prints the calls that each fault affected, and fails with the shrunk history that breaks a rule.
 *
 * Run: npm run test:histories -- --runs 5000 --seed 7
 */
import { spawnSync } from 'node:child_process';
import { InvalidArgumentError, program } from 'commander';

const number = (text: string) => {
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('must be a whole number above 0.');
  return Number(text);
};

program
  .name('npm run test:histories --')
  .description('Plays random histories of stacks against the deployment function, on a virtual clock.')
  .option('--runs <number>', 'number of histories', number, 2_000)
  .option('--seed <number>', 'seed of the histories; random by default', number, 1 + Date.now() % 1_000_000_000)
  .parse();
const { runs, seed } = program.opts<{ runs: number; seed: number }>();

process.stdout.write(`${runs} histories, seed ${seed}\n`);
const { status } = spawnSync(process.execPath, [require.resolve('jest/bin/jest'), '--ci', '--coverage=false', 'test/histories/histories.test.ts'], {
  stdio: 'inherit', env: { ...process.env, HISTORY_RUNS: String(runs), SEED: String(seed) },
});
process.exitCode = status ?? 1;
