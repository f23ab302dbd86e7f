/** The step that checks all templates at once. */
import { Stage } from './stage';

/** A line of the monitor's log about a template or a configuration set. */
interface Line {
  readonly record?: string;
  readonly name: string;
  readonly outcome: string;
  readonly findings: ReadonlyArray<{ readonly kind: string; readonly details?: readonly string[] }>;
}

export async function checkForDrift(stage: Stage): Promise<void> {
  stage.step('Check everything for drift, as the TemplateDriftMonitor does once a day');
  const { session, display } = stage;
  const before = session.notifications.messages.length;
  const lines = (await Promise.all(session.schedules().map(schedule => session.runSchedule(schedule)))).flat().flatMap(parse);
  const drifted = lines.filter(({ outcome }) => outcome !== 'CLEAN');
  for (const { name, findings } of drifted) {
    for (const { kind, details = [] } of findings) {
      display.print(`  ${kind} ${name}`);
      details.forEach(line => display.print(`    ${line}`));
    }
  }
  stage.check(`Of ${lines.length - 1} templates and a configuration set, only the invoice differs: in the text that was edited`,
    lines.length === session.ses.templates.list().length + 1 && drifted.map(({ name }) => name).join() === 'shop-invoice'
    && drifted[0].findings.map(({ kind }) => kind).join() === 'CHANGED');
  const [message, ...others] = session.notifications.messages.slice(before);
  stage.check(`The person on duty gets one message with the diff: "${message?.subject}"`, message !== undefined && others.length === 0 && message.message.includes('Kindly pay'));
}

/** The result of `drift --json` for a template. */
interface DriftResult {
  readonly name: string;
  readonly outcome: string;
}

export async function adoptDrift(stage: Stage): Promise<void> {
  stage.step('Compare on demand, and adopt the edit: npx cdk-ses-templates drift --assembly cdk.out --pull');
  const { session, display } = stage;
  const { code, out, err } = await display.during(() => 'Comparing', async () => session.runCommandLine('drift', '--assembly', 'cdk.out', '--pull', '--json'));
  if (err !== '') display.print(err.trimEnd());
  const { results, written } = JSON.parse(out || '{}') as { results?: DriftResult[]; written?: Array<{ file: string }> };
  stage.check('It finds the invoice, and exits with 1',
    code === 1 && results?.filter(({ outcome }) => outcome === 'DRIFT').map(({ name }) => name).join() === 'shop-invoice');
  const files = written!.map(({ file }) => file);
  stage.check(`It writes what is live into the folder: ${files.join(', ')}`, files.length > 0 && stage.readOnDisk('invoice', 'body.txt').includes('Kindly pay'));
}

function parse(line: string): Line[] {
  const entry: Line = JSON.parse(line);
  return entry.record === 'template' || entry.record === 'configuration set' ? [entry] : [];
}
