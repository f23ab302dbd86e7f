import { Command } from 'commander';
import { AppCommandOptions, appOptions, inSession, named, rateOption, RateOptions, stateOption, StateOptions, toApp } from './options';
import { Display } from '../display/display';
import { checkSucceeded, deployStacks, synthesizeApp } from '../display/operations';

type Options = AppCommandOptions & StateOptions & RateOptions;

export function deployCommand(display: Display): Command {
  const command = new Command('deploy')
    .description('deploy the stacks of an app')
    .argument('[stacks...]', 'the names of stacks; all by default')
    .addOption(stateOption())
    .addOption(rateOption())
    .action((stacks: string[], options: Options) => inSession(options, async session => {
      const assembly = await synthesizeApp(session, display, toApp(options));
      checkSucceeded(await deployStacks(session, display, assembly, named(stacks)));
    }));
  appOptions().forEach(option => command.addOption(option));
  return command;
}
