import { Command } from 'commander';
import { Output } from './output';
import { bar, withProgress } from './progress';
import { addSesOptions, withSes } from './ses-options';
import { shown } from '../paths';
import { pull } from '../pull/pull';
import { adoption, pullReport } from '../pull/report';
import { SesOptions } from '../ses/ses';

interface PullOptions extends SesOptions {
  readonly prefix: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
It calls ListTemplates and GetTemplate, once a second each, and needs ses:ListTemplates and ses:GetTemplate. A pull that was
interrupted goes on where it ended.

Exit codes:
  0  each template is in the folder
  1  some are not: files were changed locally, or the template cannot be an email
  2  the command could not run, such as without credentials

Examples:
  cdk-ses-templates pull --region eu-west-1                           all templates, into the folder emails
  cdk-ses-templates pull src/emails --prefix prod- --profile shop     prod-welcome becomes src/emails/welcome
  cdk-ses-templates pull --json | jq -r '.skipped[].name'             for programs`;

/** `pull`: writes the templates of an account to a folder of emails. */
export function pullCommand(output: Output): Command {
  const command = new Command('pull')
    .description('Writes the templates of Amazon SES to a folder of emails, which deploys them unchanged.')
    .argument('[directory]', 'the folder of emails', 'emails')
    .option('--prefix <prefix>', 'only templates whose names begin with this prefix; the folders are named without it', '')
    .option('--force', 'overwrite files that were changed locally')
    .option('--json', 'print the result as JSON: the templates written, unchanged, resumed, kept and skipped');
  return addSesOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (directory: string, options: PullOptions) => {
      const { prefix, force = false } = options;
      const result = await withProgress('Listing templates', async update => withSes(options, async source =>
        pull({ source, directory, prefix, force, onProgress: (done, all, name) => update(`${bar(done, all)} ${name}`) })));
      if (options.json) {
        output.print(JSON.stringify({ directory: shown(directory), prefix, ...result }, undefined, 2));
      } else {
        output.print(pullReport(result, shown(directory)));
        const isThere = result.written.length + result.unchanged.length + result.resumed.length > 0;
        if (isThere) output.print(`\n${adoption(shown(directory), prefix)}`);
      }
      if (result.kept.length + result.skipped.length > 0) output.exitCode = 1;
    });
}
