import { Command } from 'commander';
import { deployCommand } from './deploy';
import { destroyCommand } from './destroy';
import { diffCommand } from './diff';
import { listCommand } from './list';
import { sendCommand } from './send';
import { showCommand } from './show';
import { tourCommand } from './tour';
import { Display } from '../display/display';

const EXAMPLES = `
Examples:
  npm run local                                              take the tour, in about a minute
  npm run local -- deploy                                    deploy examples/order-mails and keep it
  npm run local -- diff                                      show what a deployment would change
  npm run local -- send shop-welcome --data my-data.json     see a mail with your own data`;

/** The commands of `npm run local`. */
export function program(display: Display): Command {
  const commands = new Command('npm run local --')
    .description('Deploys a CDK app with email templates to a local SES on this machine. It needs no AWS account and never touches one.')
    .addCommand(tourCommand(display), { isDefault: true })
    .addHelpText('after', EXAMPLES);
  for (const command of [deployCommand, diffCommand, destroyCommand, listCommand, showCommand, sendCommand]) {
    commands.addCommand(command(display));
  }
  return commands;
}
