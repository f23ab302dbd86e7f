import { listSome, quote } from '../../text/words';
import { infos, warnings } from '../define';

const MOST_NAMES = 3;
const variables = (names: readonly string[]) => listSome(names.map(name => quote(`{{${name}}}`)), MOST_NAMES);

export interface PartsDiffer {
  readonly part: 'html' | 'text';
  readonly other: 'html' | 'text';
  /** What `part` prints and `other` does not. */
  readonly names: readonly string[];
  /** How much `part` prints. */
  readonly of: number;
}

const differentVariables = (differences: readonly PartsDiffer[]) => [
  differences.map(({ part, other, names, of }) =>
    `The ${part} part prints ${names.length === 1 ? '' : `${names.length} of its ${of} values, `}${variables(names)}, which the ${other} part does not.`).join(' '),
  'Print them in both, so that every reader gets them.',
] as const;

export const EMAIL = warnings({
  differentVariables,
  subjectLineBreak: () => ['The subject has a line break, and a subject is one line.', 'Write it on one line, without an empty line after it.'],
  gmailClipping: (kilobytes: number) => [
    `The HTML is ${kilobytes} KB long, and Gmail cuts an email off after 102 KB, which hides the rest behind a link, the way to unsubscribe included.`,
    'Shorten the HTML: fewer styles on each element, fewer repetitions, no comments.',
  ],
  htmlInText: (part: string, markup: string, isPartial: boolean) => [
    isPartial ? `This partial is HTML, and the ${part} part uses it, which shows ${quote(markup)} as it is.`
      : `${part === 'subject' ? 'The subject' : 'The text part'} is plain text, and shows ${quote(markup)} as it is.`,
    isPartial ? 'Write one for texts too, in a file next to it whose name ends in .txt, or call another one.'
      : part === 'subject' ? 'Write the character itself.' : 'Write plain text: line breaks for <p> and <br>, addresses for links, characters for entities.',
  ],
  htmlWithoutTags: () => [
    'The html part has no tag, so its lines run into one paragraph.',
    'Write HTML, with <p> around each paragraph, or make this the text part.',
  ],
  escapedText: (text: string, part: string) => [
    `${quote(text)} is printed as it is: the ${part} part seems to be taken from JSON or from code without unescaping it.`,
    'Unescape it: write line breaks for \\n, and " for \\".',
  ],
  unsubscribeLinks: (links: number) => [
    `{{amazonSESUnsubscribeUrl}} is in this email ${links} times, and SES fills it in at most twice.`,
    'Keep one in each part.',
  ],
  singleBraces: (text: string, fix: string) => [
    `${quote(text)} is no tag: the mail shows it as it is.`,
    `Handlebars has two braces on each side: ${quote(fix)}.`,
  ],
  foreignPlaceholder: (text: string, language: string, fix: string) => [
    `${quote(text)} is a placeholder of ${language}: the mail shows it as it is.`,
    `In Handlebars, it is ${quote(fix)}.`,
  ],
  uncompiledMjml: (tag: string) => [
    `${quote(tag)} is MJML, and mail programs know HTML only.`,
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
