import { Command } from 'commander';
import { inSession, named, rateOption, RateOptions, stateOption, StateOptions } from './options';
import { Display } from '../display/display';
import { checkSucceeded, destroyStacks } from '../display/operations';

export function destroyCommand(display: Display): Command {
  return new Command('destroy')
    .description('delete stacks and their templates')
    .argument('[stacks...]', 'the names of stacks; all by default')
    .addOption(stateOption())
    .addOption(rateOption())
    .action((stacks: string[], options: StateOptions & RateOptions) => inSession(options, async session => {
      if (session.cloudFormation.list().length === 0) return display.print('There are no stacks to destroy');
      checkSucceeded(await destroyStacks(session, display, named(stacks)));
    }));
}
