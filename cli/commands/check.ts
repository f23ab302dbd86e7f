import { Command, InvalidArgumentError, Option } from 'commander';
import { addSourceOptions, GivenSourceOptions, sourceOf } from './folder-options';
import { Output } from './output';
import { PREFIX } from '../../src/language';
import { checkFolder, countOf } from '../emails/check';
import { FORMATS } from '../report/formats';

interface CheckOptions extends GivenSourceOptions {
  readonly format: string;
  readonly maxWarnings?: number;
  readonly ignore: readonly string[];
}

const EXAMPLES = `
Exit codes:
  0  no errors, and no more warnings than --max-warnings
  1  errors, or too many warnings
  2  the command could not run, such as for a folder that does not exist

Examples:
  cdk-ses-templates check                                     the folder emails
  cdk-ses-templates check src/emails --max-warnings 0         in CI: a warning fails, too
  cdk-ses-templates check --format sarif > emails.sarif       for code scanning
  cdk-ses-templates check --app                               the emails of the CDK app in this folder, with their values
  cdk-ses-templates check --ignore noTextPart                 without this diagnostic`;

/** `check`: checks emails without AWS. */
export function checkCommand(output: Output): Command {
  return addSourceOptions(new Command('check'))
    .description('Checks emails as cdk synth does: reports what SES would refuse, fail to render, or send differently than intended.')
    .addOption(new Option('--format <format>', 'the output format').choices(Object.keys(FORMATS)).default('text'))
    .option('--max-warnings <number>', 'fail if there are more warnings', wholeNumber)
    .option('--ignore <id...>', 'the ids of diagnostics to ignore', [])
    .addHelpText('after', EXAMPLES)
    .action(async (directory: string | undefined, options: CheckOptions) => {
      const source = await sourceOf(directory, options);
      const folder = source.read();
      const ignored = new Set(options.ignore.map(id => id.startsWith(PREFIX) ? id : PREFIX + id));
      const findings = checkFolder(folder).filter(({ diagnostic }) => diagnostic.severity === 'error' || !ignored.has(diagnostic.id));
      const report = FORMATS[options.format]({ path: source.path, emails: folder.emails.length, findings });
      if (report !== '') output.print(report);

      const warnings = countOf(findings, 'warning');
      const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings;
      if (tooMany) output.printError(`There ${warnings === 1 ? 'is 1 warning' : `are ${warnings} warnings`}, but --max-warnings allows ${options.maxWarnings}.`);
      if (tooMany || countOf(findings, 'error') > 0) output.exitCode = 1;
    });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
