/**
 * The benchmarks. Most figures are ratios to a known limit, or to a measurement of the same run.
 *
 * Run: npm run bench             print a table
 *      npm run bench -- --check  exit with 1 if a figure exceeds its limit
 */
import { Command } from 'commander';
import { coldStart } from './cases/cold-start';
import { commandLine } from './cases/command-line';
import { crowd } from './cases/crowd';
import { drift } from './cases/drift';
import { memories } from './cases/memory';
import { naives } from './cases/naive';
import { sets } from './cases/sets';
import { singles } from './cases/singles';
import { synths } from './cases/synth';
import { Case, measure, passes, Result } from './support/figures';
import { columns, markdown } from './support/table';

// Suppresses the SDK's warning about the Node.js version.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const cases: readonly Case[] = [...sets, singles, crowd, drift, ...naives, ...synths, coldStart, ...memories, ...commandLine];

const program = new Command()
  .name('npm run bench --')
  .description('Compares deployments with the limits of the SES quota, and synth with plain CDK. Takes about 13 minutes.')
  .option('--check', 'exit with 1 if the median of a figure exceeds its limit')
  .option('--markdown', 'print the table as Markdown')
  .option('--only <keys>', 'run only cases whose keys begin with one of these, separated by commas: --only sets-new,synth')
  .addHelpText('after', `\nKeys:\n${cases.map(({ key, name }) => `  ${key.padEnd(20)} ${name}`).join('\n')}`)
  .parse();
const { check, markdown: asMarkdown, only } = program.opts<{ check?: boolean; markdown?: boolean; only?: string }>();

function chosen(): readonly Case[] {
  if (only === undefined) return cases;
  const beginnings = only.split(',');
  const unknown = beginnings.find(beginning => !cases.some(({ key }) => key.startsWith(beginning)));
  if (unknown !== undefined) program.error(`--only must contain beginnings of case keys, got: ${unknown}; the keys are ${cases.map(({ key }) => key).join(', ')}`);
  return cases.filter(({ key }) => beginnings.some(beginning => key.startsWith(beginning)));
}

async function main(): Promise<void> {
  const running = chosen();
  // The handlers log to the console, as in Lambda, which would hide the table here.
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
