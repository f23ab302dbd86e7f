import { listSome, quote } from '../../text/words';
import { infos, warnings } from '../define';

const MAX_NAMES = 3;
const variables = (names: readonly string[]) => listSome(names.map(name => quote(`{{${name}}}`)), MAX_NAMES);

export interface PartsDiffer {
  readonly part: 'html' | 'text';
  readonly other: 'html' | 'text';
  /** The variables that `part` prints and `other` does not. */
  readonly names: readonly string[];
  /** How many variables `part` prints. */
  readonly of: number;
}

const differentVariables = (differences: readonly PartsDiffer[]) => [
  differences.map(({ part, other, names, of }) =>
    `The ${part} part prints ${names.length === 1 ? '' : `${names.length} of its ${of} values, `}${variables(names)}, which the ${other} part does not.`).join(' '),
  'Print them in both, so that every reader sees them.',
] as const;

export const EMAIL = warnings({
  differentVariables,
  subjectLineBreak: () => ['The subject has a line break, but a subject is a single line.', 'Write it on one line, without an empty line after it.'],
  gmailClipping: (kilobytes: number) => [
    `The HTML is ${kilobytes} KB long, and Gmail clips emails at 102 KB: it hides the rest behind a link, including the unsubscribe link.`,
    'Shorten the HTML: fewer styles on each element, fewer repetitions, no comments.',
  ],
  htmlInText: (part: string, markup: string, isPartial: boolean) => [
    isPartial ? `This partial is HTML, but the ${part} part uses it and shows ${quote(markup)} literally.`
      : `${part === 'subject' ? 'The subject' : 'The text part'} is plain text, and shows ${quote(markup)} literally.`,
    isPartial ? 'Add a plain-text version, in a file next to it whose name ends in .txt, or call another partial.'
      : part === 'subject' ? 'Write the character itself.' : 'Write plain text: line breaks instead of <p> and <br>, URLs instead of links, characters instead of entities.',
  ],
  htmlWithoutTags: () => [
    'The html part has no tags, so its lines run together into one paragraph.',
    'Write HTML, with <p> around each paragraph, or make this the text part.',
  ],
  escapedText: (text: string, part: string) => [
    `${quote(text)} is printed literally: the ${part} part seems to be copied from JSON or code without being unescaped.`,
    'Unescape it: write a line break instead of \\n, and " instead of \\".',
  ],
  unsubscribeLinks: (links: number) => [
    `This email has {{amazonSESUnsubscribeUrl}} ${links} times, but SES replaces it at most twice.`,
    'Keep one in each part.',
  ],
  singleBraces: (text: string, fix: string) => [
    `${quote(text)} is not a tag: the mail shows it literally.`,
    `A Handlebars tag has two braces on each side: ${quote(fix)}.`,
  ],
  foreignPlaceholder: (text: string, language: string, fix: string) => [
    `${quote(text)} is a placeholder of ${language}: the mail shows it literally.`,
    `In Handlebars, write ${quote(fix)}.`,
  ],
  uncompiledMjml: (tag: string) => [
    `${quote(tag)} is MJML, but email clients understand only HTML.`,
    'Compile it first: npx mjml mail.mjml -o mail.html.',
  ],
});

export const EMAIL_INFOS = infos({
  differentVariables,
  noTextPart: () => ['There is no text part. Some readers and spam filters prefer an email that has one.', 'Add a text part.'],
  textPartWithoutValues: (printed: number) => [
    `The text part prints none of the ${printed === 1 ? 'values' : `${printed} values`} of the html part.`,
    'Print what readers of plain text need, such as links.',
  ],
});
