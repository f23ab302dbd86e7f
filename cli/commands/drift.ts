import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { Output } from './output';
import { bar, withProgress } from './progress';
import { addSesOptions, withSes } from './ses-options';
import { SECOND_LOOK } from '../../lambda/drift';
import { CommandError } from '../command-error';
import { checkAll } from '../drift/check';
import { choose, StackOfEmails } from '../drift/choose';
import { declaredBy } from '../drift/declared';
import { DriftReport, exitCodeOf, json, text } from '../drift/report';
import { readStacks } from '../drift/stacks';
import { writeLive } from '../drift/write';
import { withApp } from '../emails/app';
import { DEFAULT_FOLDER, folderOf, readFolder } from '../emails/folder';
import { callInterval } from '../ses/pace';
import { SesOptions } from '../ses/ses';

interface DriftOptions extends SesOptions {
  readonly assembly?: string;
  /** `true` without a command. */
  readonly app?: string | true;
  readonly stack?: readonly string[];
  readonly json?: boolean;
  readonly allowUnknownValues?: boolean;
  /** `true` without a folder. */
  readonly pull?: string | true;
  readonly partials?: string;
  readonly force?: boolean;
}

const EXAMPLES = `
It finds templates that are CHANGED or MISSING, that are BROKEN, so that SES does not render them with their sample data, and that are
UNEXPECTED: under the prefix of a set, and not declared. Configuration sets are compared by the TemplateDriftMonitor only, and so are
values that only the deployment knows: around them, the text is compared. --allow-unknown-values accepts that as no drift, and still names
the parts. It does not accept templates that are not compared at all, such as those whose name is such a value. The app as it is now may be ahead of what is deployed: check
out what you deployed.

It calls GetTemplate, TestRenderTemplate and ListTemplates, once a second each, and needs ses:GetTemplate, ses:TestRenderTemplate and
ses:ListTemplates.

--pull writes changed parts into the folder of emails. It overwrites a file only if the file is what the app declares. Edits around
partials are made in the email; edits of what comes from a partial are reported, and left to you.

Exit codes:
  0  no drift; with --allow-unknown-values, also if only values that the deployment knows are not compared
  1  drift, also if --pull wrote all of it into the folder
  2  the command could not run, or found no drift and could not compare everything

Examples:
  cdk-ses-templates drift --region eu-west-1                 the CDK app in this folder
  cdk-ses-templates drift --assembly cdk.out --json          what cdk synth wrote, for programs
  cdk-ses-templates drift --stack Prod/Shop --pull           adopt the edits into the folder emails`;

/** `drift`: shows the differences between Amazon SES and what the app declares. */
export function driftCommand(output: Output): Command {
  const command = new Command('drift')
    .description('Compares the templates in Amazon SES with those that a CDK app declares, and shows what someone changed.')
    .option('--assembly <folder>', 'a cloud assembly, such as cdk.out, instead of an app')
    .addOption(new Option('--app [command]', 'the command that synthesizes the app (default: that of cdk.json)').conflicts('assembly'))
    .option('--stack <name...>', 'only these stacks, by the names that cdk list shows (default: all in the account and Region)')
    .option('--json', 'print the findings as JSON')
    .option('--allow-unknown-values', 'exit with 0 where only values that the deployment knows are not compared')
    .option('--pull [folder]', `write what was changed in SES into the folder of emails (default: ${DEFAULT_FOLDER})`)
    .option('--partials <folder>', 'with --pull: the folder of partials (default: _partials in the folder of emails)')
    .option('--force', 'with --pull: overwrite files that are not what the app declares');
  return addSesOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: DriftOptions) => {
      const { pull, partials, force = false } = options;
      if (pull === undefined && (force || partials !== undefined)) throw new CommandError('--force and --partials are for --pull, got: no --pull');
      // Checked first, because synthesis and the comparison take time.
      const directory = pull === undefined ? undefined : folderOf(pull === true ? undefined : pull, 'drift --pull src/emails');
      const all = await stacksOf(options);
      const { results, ...report } = await withProgress('Comparing templates', async update => compare(all, options, update));
      const pulled = directory === undefined ? undefined : writeLive(results, readFolder(directory, { partials }), force);
      const whole: DriftReport = { ...report, results, pulled, allowsUnknownValues: options.allowUnknownValues };
      output.print(options.json ? json(whole) : text(whole));
      output.exitCode = exitCodeOf(whole);
    });
}

async function stacksOf({ assembly, app }: DriftOptions): Promise<StackOfEmails[]> {
  const read = (folder: string) => readStacks(folder)
    .map(stack => ({ ...stack, resources: declaredBy(stack) }))
    .filter(({ resources }) => resources.length > 0);
  return assembly !== undefined ? read(assembly) : withProgress('Synthesizing the app', async () => withApp(app === true ? undefined : app, read));
}

async function compare(all: readonly StackOfEmails[], options: DriftOptions, update: (text: string) => void): Promise<DriftReport> {
  return withSes(options, async account => {
    const { region } = account;
    const { stacks, inPlace, elsewhere } = choose(all, options.stack ?? [], account);
    const known = new Set(inPlace.flatMap(({ resources }) => resources.flatMap(({ emails }) => emails.map(({ name }) => name))));
    const results = await checkAll(stacks.flatMap(({ resources }) => resources), known, {
      account,
      pause: async () => { await sleep(SECOND_LOOK * callInterval()); },
      onProgress: (done, count) => update(bar(done, count)),
    });
    return { region, results, elsewhere };
  });
}
