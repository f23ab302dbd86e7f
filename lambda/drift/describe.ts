import { Finding } from './finding';
import { PartName } from '../../src/contract/contract';

const PART_WORDS: Record<PartName, string> = { Subject: 'subject', Html: 'HTML', Text: 'text' };

/** A finding as one line to read. */
export function describeFinding({ kind, subject: { type, name }, parts = [], reason, details = [] }: Finding): string {
  switch (kind) {
    case 'CHANGED': return `${name}: someone changed its ${list(parts.map(part => PART_WORDS[part]))}`;
    case 'MISSING': return `${name}: the ${type} does not exist`;
    case 'UNEXPECTED': return `${name}: no stack of the app declares this template, and its name belongs to a set of the app`;
    case 'BROKEN': return `${name}: SES does not render it with its sample data: ${reason}`;
    case 'DIFFERENT': return `${name}: ${details.length} difference(s) in the event destinations of this configuration set`;
  }
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
