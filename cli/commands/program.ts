import { Command } from 'commander';
import { checkCommand } from './check';
import { driftCommand } from './drift';
import { Output } from './output';
import { previewCommand } from './preview';
import { pullCommand } from './pull';
import { serveCommand } from './serve';
import { typesCommand } from './types';

const EXAMPLES = `
Examples:
  cdk-ses-templates preview --open                  see all emails of the folder emails in the browser
  cdk-ses-templates check                           check the folder emails, with file, line and remedy
  cdk-ses-templates serve                           an SES on this machine, and an inbox with what your code sends
  cdk-ses-templates types --out src/emails.ts       types for the code that sends them
  cdk-ses-templates pull --region eu-west-1         the templates of an account, as a folder of emails
  cdk-ses-templates drift --region eu-west-1        what someone changed in SES behind the back of the app

--help after a command shows its options, examples and exit codes.
Guide: https://github.com/cdk-ses-templates/cdk-ses-templates/blob/main/docs/guides/command-line.md`;

/** The commands of `cdk-ses-templates`. */
export function program(output: Output, version: string): Command {
  const commands = new Command('cdk-ses-templates')
    .description('Email templates of Amazon SES on your machine. Only pull and drift need an AWS account.')
    .version(version)
    .addHelpText('after', EXAMPLES);
  for (const command of [previewCommand, checkCommand, serveCommand, typesCommand, pullCommand, driftCommand]) commands.addCommand(command(output));
  for (const command of [commands, ...commands.commands]) {
    command.configureOutput({ writeOut: text => output.print(text.trimEnd()), writeErr: text => output.printError(text.trimEnd()) })
      .showHelpAfterError('(--help shows the options)').exitOverride();
  }
  return commands;
}
