import { quote } from '../../text/words';
import { errors } from '../define';

const BRACES = ['no', 'one', 'two', 'three', 'four'];
const ESCAPE = 'To show two braces in the mail, write \\{{.';

/** A tag that a message mentions. */
export interface OtherTag {
  readonly tag: string;
  readonly line: number;
}

/** Texts that Handlebars cannot parse. Tags are passed as their authors wrote them. */
export const SYNTAX = errors({
  // Blocks
  blockNotClosed: (tag: string, name: string, before?: OtherTag, instead?: OtherTag) => [
    before ? `${quote(tag)} is not closed before ${quote(before.tag)}.` : `${quote(tag)} is never closed.`,
    instead ? `Write {{/${name}}} instead of ${quote(instead.tag)} on line ${instead.line}.`
      : before ? `Add {{/${name}}} before ${quote(before.tag)} on line ${before.line}.`
        : `Add {{/${name}}} where the block ends.`,
  ],
  blockNotOpened: (tag: string, name: string) => [
    `${quote(tag)} closes a block that was never opened.`,
    `Remove it, or open the block before it: {{#${name} …}}.`,
  ],
  blockMismatch: (tag: string, name: string, opener: OtherTag & { readonly name: string }) => [
    `${quote(tag)} does not match ${quote(opener.tag)} on line ${opener.line}.`,
    `Write {{/${opener.name}}}, or open {{#${name} …}} first.`,
  ],
  elseOutsideBlock: (tag: string, isInPartial: boolean) => [
    isInPartial ? `${quote(tag)} is in a partial, which has no second branch.` : `${quote(tag)} is outside any block.`,
    'Put it between {{#if …}} and {{/if}}.',
  ],
  elseAfterElse: (tag: string) => [`${quote(tag)} comes after the {{else}} of the same block.`, 'A block has one {{else}}, and it comes last.'],
  elseWithHash: (tag: string, fix: string) => [`${quote(tag)} opens a block named "else".`, `Write ${fix}: it divides a block, so it has no #.`],
  closingTag: (tag: string, name: string) => [
    /^\{\{~?\/\s*#/.test(tag) ? `${quote(tag)} has a #, which only opening tags have.` : `${quote(tag)} has more than a name.`,
    `A closing tag repeats the first word of the opening tag, and nothing else: {{/${name}}}.`,
  ],
  rawBlockNotClosed: (tag: string, name: string) => [`${quote(tag)} is never closed.`, `Add {{{{/${name}}}}} after the text to print literally.`],

  // Braces
  tagNotClosed: (words: string, kind: 'open' | 'oneBrace' | 'empty') => {
    if (kind === 'oneBrace') return [`${quote(words)} is closed by one brace instead of two.`, `Write ${quote(words)}}.`];
    if (kind === 'empty') {
      return [`${quote(words)} begins a tag that has neither a name nor an end.`,
        `Write the name and the end, as in {{name}}. ${ESCAPE} If the braces are left over, remove them.`];
    }
    return [`${quote(words)} is opened by {{ but not closed by }}.`, `Write ${quote(words)}}} where the tag ends. ${ESCAPE}`];
  },
  bracesDiffer: (tag: string, inner: string, opened: number, closed: number) => [
    `${quote(tag)} is opened by ${BRACES[opened]} braces, but closed by ${BRACES[closed]}.`,
    opened > closed ? `Write {{${quote(inner)}}}.`
      : `If the last one belongs to the text that follows, put a space before it: ${quote(tag.slice(0, opened - closed))} ${'}'.repeat(closed - opened)}.`,
  ],
  emptyTag: (tag: string) => [`${quote(tag)} has no name.`, 'Write the name of a variable between the braces, as in {{name}}.'],
  commentNotClosed: (end: string) => ['This comment is never closed.', `Close it with ${end}.`],
  spaceBeforeSign: (tag: string, sign: string, fix: string) => [
    `${quote(tag)} has a space between {{ and ${sign}.`,
    `${sign} must follow {{ directly: ${quote(fix)}.`,
  ],

  // Malformed names
  quoteNotClosed: (tag: string, before: string, fix: string) => [
    `The quote ${before === '' ? 'at the end' : `before ${quote(before)}`} is not closed in ${quote(tag)}.`,
    `Close it before }}, or remove it: ${quote(fix)}.`,
  ],
  htmlInTag: (tag: string, fix: string) => [`${quote(tag)} has HTML inside the braces.`, `Move the HTML out: ${quote(fix)}.`],
  entityInTag: (tag: string, entity: string, fix: string) => [
    `${quote(tag)} has the HTML entity ${entity} inside the braces, where Handlebars does not read HTML.`,
    `An editor may have put it there. Write ${quote(fix)}.`,
  ],
  backslashInTag: (tag: string, fix: string) => [
    `${quote(tag)} has a backslash before a quote, which belongs to JSON or to code, not to a template.`,
    `Write ${quote(fix)}.`,
  ],
  leadingDot: (tag: string, fix: string) => [`${quote(tag)} has a dot in front of a name, as Go's templates do.`, `Write ${quote(fix)}.`],
  parentInPath: (tag: string, fix: string) => [`${quote(tag)} goes up in the middle of a path.`, `Put every ../ in front: ${quote(fix)}.`],
  listIndex: (tag: string, fix: string, list: string) => [
    `${quote(tag)} takes one item of a list, which is written differently in Handlebars.`,
    `Write ${quote(fix)}, or loop over the list: {{#each ${quote(list)}}}…{{/each}}.`,
  ],
  propertyInBrackets: (tag: string, fix: string) => [`${quote(tag)} has a name in quotes and brackets.`, `Write ${quote(fix)}.`],
  functionCall: (tag: string, name: string) => [
    `${quote(tag)} calls a function, which SES does not support.`,
    `Do it in the code that sends the email, and print the result: {{${quote(name)}}}.`,
  ],
  filter: (tag: string, name: string) => [
    `${quote(tag)} uses a filter, which SES does not support.`,
    `Format the value in the code that sends the email, and print the result: {{${quote(name)}}}.`,
  ],
  unparsableTag: (tag: string, sign: string | undefined, name: string) => [
    sign === undefined ? `Handlebars cannot read ${quote(tag)}.` : `${quote(tag)} contains "${sign}", which cannot be part of a name.`,
    `Write the name without it, as in {{${quote(name)}}}. Put a name with spaces or special characters in brackets: {{[first name]}}.`,
  ],

  // The text as a whole
  reservedCharacter: (code: string) => [`The character U+${code} cannot be in an email: Unicode reserves it.`, 'Remove it.'],
  nulCharacter: () => ['The text contains a NUL character.', 'Save the file as UTF-8 text.'],
  unreadableLine: (reason: string) => ['Handlebars cannot read this line.', `It reports: ${reason}`],
});

/** Texts that Handlebars parses, but that SES cannot make sense of, or that would take too long to check. */
export const NAMES = errors({
  curlyQuotes: (tag: string, fix: string) => [
    `${quote(tag)} has curly quotes, which word processors insert; Handlebars treats them as part of the name.`,
    `Write ${quote(fix)}.`,
  ],
  invisibleCharacter: (tag: string, code: string) => [
    `${quote(tag)} has an invisible character, U+${code}, which Handlebars treats as part of the name.`,
    'Delete it, or type the tag again.',
  ],
  trailingDot: (tag: string, fix: string) => [`${quote(tag)} ends with a dot.`, `Write ${quote(fix)}, or the rest of the path after the dot.`],
  pathSyntax: (path: string, fix: string) => [`${quote(path)} is not how Handlebars writes a path.`, `Write ${quote(fix)}.`],
  defaultValue: (tag: string, name: string, value: string) => [
    `${quote(tag)} has a default value, which SES does not support.`,
    `Write {{#if ${quote(name)}}}{{${quote(name)}}}{{else}}${quote(value)}{{/if}}.`,
  ],
  ternary: (tag: string, fix: string) => [`${quote(tag)} chooses between two values with ? and :, which Handlebars does not support.`, `Write ${quote(fix)}.`],
  comparison: (tag: string, fix: string, isHandlebars: boolean) => [
    `${quote(tag)} compares or calculates, and SES does neither.`,
    isHandlebars ? `Write ${quote(fix)}.` : `Do it in the code that sends the email, and use the result: ${quote(fix)}.`,
  ],
  objectInTag: (tag: string, inner: string) => [
    `${quote(tag)} looks like JSX or CSS, but two braces make a Handlebars tag.`,
    /["']|,/.test(inner) ? `Write an HTML attribute: style="${quote(inner.replace(/["']/g, '').replace(/,\s*/g, '; '))}".` : `In a style sheet, write one brace: { ${quote(inner)} }.`,
  ],
  loopSyntax: (tag: string, fix: string) => [`${quote(tag)} is not how Handlebars writes a loop.`, `Write ${quote(fix)}.`],
  textEndsWithBackslash: () => ['Handlebars engines disagree about a quoted text that ends with a backslash.', 'Put the text outside the braces.'],
  nestedTooDeeply: (most: number) => [
    `More than ${most} blocks or parentheses are nested here.`,
    'Split the template, and decide in the code that sends the email.',
  ],
  pathTooLong: (most: number) => [`This path has more than ${most} names.`, 'Shorten it.'],
  deployTimeValueInTag: (text: string) => [
    `A value that is known only at deployment is inside the braces: ${quote(text)}.`,
    'Move it out of the braces, or send it with the data of each email.',
  ],
});
