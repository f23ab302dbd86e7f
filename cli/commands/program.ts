import { Command } from 'commander';
import { checkCommand } from './check';
import { Output } from './output';

const EXAMPLES = `
Examples:
  cdk-ses-templates check               check the folder emails, with file, line and remedy

--help after a command shows its options, examples and exit codes.
Guide: https://github.com/cdk-ses-templates/cdk-ses-templates/blob/main/docs/guides/command-line.md`;

/** The commands of `cdk-ses-templates`. */
export function program(output: Output, version: string): Command {
  const commands = new Command('cdk-ses-templates')
    .description('Email templates of Amazon SES on your machine: no AWS account is needed.')
    .version(version)
    .addHelpText('after', EXAMPLES);
  for (const command of [checkCommand]) commands.addCommand(command(output));
  for (const command of [commands, ...commands.commands]) {
    command.configureOutput({ writeOut: text => output.print(text.trimEnd()), writeErr: text => output.printError(text.trimEnd()) })
      .showHelpAfterError('(--help shows the options)').exitOverride();
  }
  return commands;
}
