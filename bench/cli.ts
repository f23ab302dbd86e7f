/**
 * The benchmarks: ratios against limits that are measured, or known, in the same run.
 *
 * Run: npm run bench             a table
 *      npm run bench -- --check  exits with 1 when a figure misses what it must reach
 */
import { Command } from 'commander';
import { coldStart } from './cases/cold-start';
import { crowd } from './cases/crowd';
import { memories } from './cases/memory';
import { naives } from './cases/naive';
import { sets } from './cases/sets';
import { singles } from './cases/singles';
import { synths } from './cases/synth';
import { Case, measure, passes, Result } from './support/figures';
import { columns, markdown } from './support/table';

// Which Node.js runs the benchmarks is not the SDK's concern.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const cases: readonly Case[] = [...sets, singles, crowd, ...naives, ...synths, coldStart, ...memories];

const program = new Command()
  .name('npm run bench --')
  .description('Measures deployments against what the quota of SES allows, and synth against plain CDK. It takes about ten minutes.')
  .option('--check', 'exit with 1 when the median of a figure is more than it may be')
  .option('--markdown', 'print the table as Markdown')
  .option('--only <keys>', 'only these cases, by the beginnings of their keys, with commas between: --only sets-new,synth')
  .addHelpText('after', `\nKeys:\n${cases.map(({ key, name }) => `  ${key.padEnd(20)} ${name}`).join('\n')}`)
  .parse();
const { check, markdown: asMarkdown, only } = program.opts<{ check?: boolean; markdown?: boolean; only?: string }>();

function chosen(): readonly Case[] {
  if (only === undefined) return cases;
  const beginnings = only.split(',');
  const unknown = beginnings.find(beginning => !cases.some(({ key }) => key.startsWith(beginning)));
  if (unknown !== undefined) program.error(`--only must name cases by the beginnings of their keys, got: ${unknown}; the keys are ${cases.map(({ key }) => key).join(', ')}`);
  return cases.filter(({ key }) => beginnings.some(beginning => key.startsWith(beginning)));
}

async function main(): Promise<void> {
  const running = chosen();
  // The handlers log to the console, as they do in Lambda; here it would drown the table.
  const print = console.log;
  console.log = () => {};
  const results: Result[] = [];
  for (const one of running) {
    process.stderr.write(`${one.name} …\n`);
    results.push(await measure(one));
  }
  print(`Node ${process.version}, ${process.platform} ${process.arch}\n\n${(asMarkdown ? markdown : columns)(results)}`);
  if (check && !results.every(passes)) process.exitCode = 1;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
