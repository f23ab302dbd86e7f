import { join } from 'node:path';
import { Command, Option } from 'commander';
import { nearest } from './nearest';
import { EXAMPLE, LOCAL, rateOption, RateOptions, StateOptions } from './options';
import { Display } from '../display/display';
import { tour } from '../tour/tour';

export function tourCommand(display: Display): Command {
  return new Command('tour')
    .description('show the whole library with the example, step by step (the default command)')
    .addOption(new Option('--state <folder>', 'the folder to work in; the tour empties it first').default(join(LOCAL, 'tour'), '.local/tour'))
    .addOption(rateOption())
    // As the default command, it receives every unknown command name.
    .allowExcessArguments()
    .action(async ({ state, rate }: StateOptions & RateOptions, command: Command) => {
      if (command.args.length > 0) refuse(command);
      await tour(display, { example: EXAMPLE, state, callsPerSecond: rate });
    });
}

function refuse({ args: [name], parent }: Command): never {
  const [meant] = nearest(name, parent!.commands.map(command => command.name()));
  return parent!.error(`error: unknown command '${name}'${meant === undefined ? '' : ` (Did you mean ${meant}?)`}`);
}
