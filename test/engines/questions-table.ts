import { Question, QUESTIONS, Reading } from './questions';

/** What an engine makes of a template, in a table. */
export function describe(reading: Reading): string {
  if ('prints' in reading) return reading.prints === '' ? 'nothing' : code(reading.prints);
  return 'misses' in reading ? `misses \`${reading.misses}\`` : 'fails';
}

export function code(text: string): string {
  const line = text.replace(/\r/g, '').replace(/\n/g, '⏎').replace(/\u00a0/g, '⍽').replace(/\|/g, '\\|');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function isDifferent({ handlebarsJs, handlebarsJava }: Question): boolean {
  return JSON.stringify(handlebarsJs) !== JSON.stringify(handlebarsJava);
}

/** A row of the facts page: where the engines differ, what they do and what we say; otherwise what both do. */
export function factRow(question: Question): string {
  const { id, about, template, data, handlebarsJs, handlebarsJava, reportedAs = 'whitespace' } = question;
  const asked = [`<a id="${id}"></a>${about}`, code(template), code(JSON.stringify(data))];
  return row(isDifferent(question) ? [...asked, describe(handlebarsJs), describe(handlebarsJava), reportedAs] : [...asked, describe(handlebarsJs)]);
}

export const DIFFERENCES = QUESTIONS.filter(isDifferent);
export const AGREEMENTS = QUESTIONS.filter(question => !isDifferent(question));
