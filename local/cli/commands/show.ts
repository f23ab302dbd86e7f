import { Command, Option } from 'commander';
import colors from 'picocolors';
import { inSession, stateOption, StateOptions } from './options';
import { templateNamed } from './template-names';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';
import { Display } from '../display/display';
import { bytes } from '../display/text';

const PARTS = ['subject', 'html', 'text'] as const;
type Part = typeof PARTS[number];

const LABEL_WIDTH = 14;

export function showCommand(display: Display): Command {
  return new Command('show')
    .description('show a template as SES has it')
    .argument('<name>', 'the name of the template')
    .addOption(new Option('--part <part>', 'show only this part').choices(PARTS))
    .addOption(stateOption())
    .action((name: string, options: StateOptions & { part?: Part }) => inSession(options, session => {
      display.print(options.part === undefined ? describe(session, name) : partOf(session, name, options.part));
    }));
}

function describe(session: LocalSession, name: string): string {
  const { SubjectPart: subject, HtmlPart: html, TextPart: text, CreatedTimestamp: created } = templateNamed(session, name);
  const deployed = session.templates().find(template => template.name === name);
  const facts: Array<[string, string]> = [
    ['Name', name],
    ['Created', new Date(created).toISOString()],
    ['Deployed as', deployed?.path ?? '-'],
    ['Subject', subject],
    ['HTML', html === undefined ? '-' : `${bytes(html)} (--part html shows it)`],
    ['Text', bytes(text)],
    ['Sample data', deployed?.sampleData === undefined ? '-' : JSON.stringify(deployed.sampleData, undefined, 2)],
  ];
  const lines = facts.map(([label, value]) => colors.bold(label.padEnd(LABEL_WIDTH)) + value.replaceAll('\n', `\n${' '.repeat(LABEL_WIDTH)}`));
  return [...lines, ...text === undefined ? [] : ['', text.trimEnd()]].join('\n');
}

function partOf(session: LocalSession, name: string, part: Part): string {
  const { SubjectPart: subject, HtmlPart: html, TextPart: text } = templateNamed(session, name);
  const content = { subject, html, text }[part];
  if (content === undefined) throw new CommandError(`Template '${name}' has no ${part} part`);
  return content.trimEnd();
}
