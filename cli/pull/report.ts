import { PullResult } from './pull';
import { colors } from '../report/colors';
import { count } from '../report/text';

/** The result of a pull, for people. */
export function pullReport({ written, unchanged, resumed, kept, skipped }: PullResult, directory: string): string {
  const facts = [
    `${written.length} written`, `${unchanged.length} unchanged`,
    ...resumed.length > 0 ? [`${resumed.length} done before`] : [],
    ...kept.length > 0 ? [colors.yellow(`${kept.length} kept`)] : [],
    ...skipped.length > 0 ? [colors.yellow(`${skipped.length} skipped`)] : [],
  ];
  return [
    ...skipped.map(({ name, why }) => `${colors.yellow('skipped')} ${name}: ${why}.`),
    ...kept.map(({ name, files }) => `${colors.yellow('kept')} ${name}: changed here: ${files.join(', ')}. --force overwrites it.`),
    `${directory}: ${count(written.length + unchanged.length + resumed.length + kept.length + skipped.length, 'template')}: ${facts.join(', ')}`,
  ].join('\n');
}

/** How to deploy the emails without changing a live template. */
export function adoption(directory: string, prefix: string): string {
  return [
    'To deploy them as they are, with no write to SES:',
    '',
    "  new EmailTemplateSet(this, 'Mails', {",
    `    source: EmailSource.directory(${JSON.stringify(directory).replaceAll('"', "'")}),`,
    ...prefix === '' ? [] : [`    namePrefix: ${JSON.stringify(prefix).replaceAll('"', "'")},`],
    '    conflictPolicy: EmailConflictPolicy.ADOPT,',
    '  });',
  ].join('\n');
}
