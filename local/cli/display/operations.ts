/** Operations on stacks for commands and the tour. They print a line for each change of a resource's status. */
import colors from 'picocolors';
import { Display } from './display';
import { remarkOf } from './log-line';
import { describeCalls } from './ses-calls';
import { Extent, StackProgress } from './stack-progress';
import { StackEvent, StackResult } from '../../cloudformation';
import { readAnnotations } from '../../session/annotations';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';
import { AppOptions } from '../../session/synth';

const COLOUR = { Info: colors.blue, Warning: colors.yellow, Error: colors.red };

/**
 * Synthesizes the app and prints the messages of its constructs, like the CDK CLI.
 *
 * @returns the folder of the cloud assembly
 * @throws CommandError if a construct has an error, which makes the CDK CLI refuse to deploy
 */
export async function synthesizeApp(session: LocalSession, display: Display, app: AppOptions): Promise<string> {
  const { assembly, output } = await display.during(() => 'Synthesizing', () => session.synth(app));
  if (output !== '') display.print(output);
  const annotations = readAnnotations(assembly);
  annotations.forEach(({ level, path, message }) => display.print(COLOUR[level](`[${level} at ${path}] ${message}`)));
  if (annotations.some(({ level }) => level === 'Error')) throw new CommandError('The app has the errors shown above. Fix them and try again');
  return assembly;
}

export async function deployStacks(session: LocalSession, display: Display, assembly: string, stacks?: readonly string[]): Promise<StackResult[]> {
  const { cloudFormation } = session;
  const diffs = await cloudFormation.diff(assembly, { stacks });
  const extent = diffs.map(({ stackName, resources }) => [stackName, resources.map(({ type }) => type)] as const);
  return withProgressLines(session, display, Object.fromEntries(extent), () => cloudFormation.deploy(assembly, { stacks }));
}

/** @param shown returns whether an event gets a line; by default, all do */
export async function destroyStacks(
  session: LocalSession, display: Display, stacks?: readonly string[], shown?: (event: StackEvent) => boolean,
): Promise<StackResult[]> {
  const { cloudFormation } = session;
  const extent = cloudFormation.list().map(({ stackName, resources }) => [stackName, Object.values(resources).map(({ type }) => type)] as const);
  return withProgressLines(session, display, Object.fromEntries(extent), () => cloudFormation.destroy(stacks), shown);
}

/** The status reason of a resource that CloudFormation cancelled because another one failed. */
const CANCELLED = /^Resource (creation|update) cancelled$/;
/** The text with which CloudFormation surrounds a function's reason. */
const FUNCTION_REASON = /^Received response status \[FAILED\] from custom resource\. Message returned: ([^]*) \(RequestId: [^)]*\)$/;

/** @throws CommandError with a line for each reason if an operation failed */
export function checkSucceeded(results: readonly StackResult[]): void {
  const reasons = results.filter(({ succeeded }) => !succeeded).flatMap(reasonsOf);
  if (reasons.length > 0) throw new CommandError(reasons.join('\n'));
}

function reasonsOf({ stackName, statusReason, failures }: StackResult): string[] {
  const reasons = failures.flatMap(({ path, logicalId, reason }) =>
    reason === undefined || CANCELLED.test(reason) ? [] : `${path ?? logicalId}: ${reason.replace(FUNCTION_REASON, '$1')}`);
  return reasons.length > 0 ? reasons : [`${stackName}: ${statusReason}`];
}

async function withProgressLines(
  session: LocalSession, display: Display, extent: Extent, operation: () => Promise<StackResult[]>, shown?: (event: StackEvent) => boolean,
): Promise<StackResult[]> {
  const progress = new StackProgress(extent);
  const started = Date.now();
  const callsBefore = session.ses.calls.length;
  const facts = () => [...describeCalls(session.ses.calls.slice(callsBefore)), `${((Date.now() - started) / 1_000).toFixed(1)} s`].join(', ');
  const unwatch = session.watch({
    onEvent: event => {
      const line = progress.line(event);
      if (shown?.(event) ?? true) display.print(line);
    },
    onLog: log => {
      const remark = remarkOf(log);
      if (remark !== undefined) display.print(`${log.stackName} | ${colors.yellow(`function log: ${remark}`)}`);
    },
  });
  try {
    const results = await display.during(() => `${progress.summary()} (${facts()})`, operation);
    for (const { stackName, succeeded, changed, status } of results) {
      display.print(succeeded ? colors.green(`✓ ${stackName}: ${changed ? status : 'no changes'}`) : colors.red(`✗ ${stackName}: ${status}`));
    }
    display.print(colors.dim(`  ${facts()}`));
    return results;
  } finally {
    unwatch();
  }
}
