/**
 * The benchmarks: ratios against limits that are measured, or known, in the same run.
 *
 * Run: npm run bench            a table, also fit for Markdown
 *      npm run bench -- --check exits with 1 when a ratio misses what it must reach
 */
import { Command } from 'commander';
import { coldStart } from './cases/cold-start';
import { memory } from './cases/memory';
import { naives } from './cases/naive';
import { sets } from './cases/sets';
import { singles } from './cases/singles';
import { synth } from './cases/synth';
import { measure, passes, Result } from './support/figures';
import { table } from './support/table';

const cases = [...sets, singles, ...naives, synth, coldStart, memory];

const { check, only } = new Command()
  .name('npm run bench --')
  .description('Measures deployments against what the quota of SES allows, and synth against plain CDK.')
  .option('--check', 'exit with 1 when a figure misses what it must reach')
  .option('--only <text>', 'only the cases whose name holds this text')
  .parse()
  .opts<{ check?: boolean; only?: string }>();

async function main(): Promise<void> {
  // The handlers log to the console, as they do in Lambda; here it would drown the table.
  const print = console.log;
  console.log = () => {};
  const results: Result[] = [];
  for (const one of cases.filter(({ name }) => !only || name.includes(only))) {
    process.stderr.write(`${one.name} …\n`);
    results.push(await measure(one));
  }
  print(`Node ${process.version}, ${process.platform} ${process.arch}\n\n${table(results)}`);
  if (check && !results.every(passes)) process.exitCode = 1;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
