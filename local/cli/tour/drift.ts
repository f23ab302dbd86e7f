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

function parse(line: string): Line[] {
  const entry: Line = JSON.parse(line);
  return entry.record === 'template' || entry.record === 'configuration set' ? [entry] : [];
}
