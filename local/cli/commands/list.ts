import { Command } from 'commander';
import colors from 'picocolors';
import { inSession, stateOption, StateOptions } from './options';
import { LocalSession } from '../../session/session';
import { Display } from '../display/display';
import { bytes } from '../display/text';

const HEADINGS = ['NAME', 'HTML', 'TEXT', 'DEPLOYED AS', 'SUBJECT'];

export function listCommand(display: Display): Command {
  return new Command('list')
    .description('list the templates in SES')
    .addOption(stateOption())
    .action((options: StateOptions) => inSession(options, session => lines(session).forEach(line => display.print(line))));
}

function lines(session: LocalSession): string[] {
  const paths = new Map(session.templates().map(({ name, path }) => [name, path]));
  const rows = session.ses.templates.list()
    .map(({ TemplateName, SubjectPart, HtmlPart, TextPart }) =>
      [TemplateName, bytes(HtmlPart), bytes(TextPart), paths.get(TemplateName) ?? '-', SubjectPart])
    .sort(([a], [b]) => a < b ? -1 : 1);
  if (rows.length === 0) return ['There are no templates in the local SES. Deploy some with: npm run local -- deploy'];
  const [head, ...body] = padded([HEADINGS, ...rows]);
  return [colors.bold(head), ...body];
}

/** The last column is not padded: a subject may be long, or contain characters of any width. */
function padded(rows: readonly string[][]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row => row.map((cell, column) => column < HEADINGS.length - 1 ? cell.padEnd(widths[column]) : cell).join('  '));
}
