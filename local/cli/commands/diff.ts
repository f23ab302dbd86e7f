import { Command } from 'commander';
import colors from 'picocolors';
import { AppCommandOptions, appOptions, inSession, named, stateOption, StateOptions, toApp } from './options';
import { PropertyChange, ResourceDiff, StackDiff } from '../../cloudformation';
import { Display } from '../display/display';
import { synthesizeApp } from '../display/operations';

const SIGNS = { create: colors.green('[+]'), update: colors.yellow('[~]'), delete: colors.red('[-]') };
/** The maximum number of characters shown of a value. */
const VALUE_WIDTH = 24;

export function diffCommand(display: Display): Command {
  const command = new Command('diff')
    .description('show which parts of which templates a deployment would change')
    .argument('[stacks...]', 'the names of stacks; all by default')
    .addOption(stateOption())
    .action((stacks: string[], options: AppCommandOptions & StateOptions) => inSession(options, async session => {
      const assembly = await synthesizeApp(session, display, toApp(options));
      const diffs = await session.cloudFormation.diff(assembly, { stacks: named(stacks) });
      diffs.flatMap(describe).forEach(line => display.print(line));
    }));
  appOptions().forEach(option => command.addOption(option));
  return command;
}

function describe({ stackName, change, resources }: StackDiff): string[] {
  return [
    `Stack ${colors.bold(stackName)}`,
    ...change === 'none' ? [colors.green('There are no differences')] : resources.flatMap(describeResource),
  ];
}

/** Lists properties only for updates: all properties of a new resource are new. */
function describeResource({ change, type, path, logicalId, properties }: ResourceDiff): string[] {
  const heading = `${SIGNS[change]} ${colors.cyan(type)} ${path ?? ''} ${colors.dim(logicalId)}`;
  return [heading, ...change === 'update' ? properties.map(describeProperty) : []];
}

/** ` ├─ Templates.Template.Html: 6c1f… → 09ab…` */
function describeProperty({ path, ...values }: PropertyChange, index: number, all: readonly PropertyChange[]): string {
  const branch = index < all.length - 1 ? '├─' : '└─';
  const [before, after] = [values.old, values.new].map(value => typeof value === 'string' ? value : JSON.stringify(value));
  const alike = after === undefined ? 0 : [...before ?? ''].findIndex((character, at) => character !== after[at]);
  return ` ${branch} ${path}: ${colors.red(excerpt(before, alike))} → ${colors.green(excerpt(after, alike))}`;
}

/** Shortens a long value to the part where it differs. */
function excerpt(value: string | undefined, differsAt: number): string {
  if (value === undefined) return 'none';
  if (value.length <= VALUE_WIDTH) return value;
  const from = Math.max(0, differsAt);
  return `${from > 0 ? '…' : ''}${value.slice(from, from + VALUE_WIDTH)}${from + VALUE_WIDTH < value.length ? '…' : ''}`;
}
