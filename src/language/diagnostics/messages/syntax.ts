import { quote } from '../../text/words';
import { errors } from '../define';

const BRACES = ['no', 'one', 'two', 'three', 'four'];
const ESCAPE = 'To show two braces in the mail, write \\{{.';

/** A tag that a message mentions. */
export interface OtherTag {
  readonly tag: string;
  readonly line: number;
}

/** What Handlebars cannot parse. Tags come as their authors wrote them. */
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
    isInPartial ? `${quote(tag)} is in a partial, which has no other branch.` : `${quote(tag)} is outside any block.`,
    'Put it between {{#if …}} and {{/if}}.',
  ],
  elseAfterElse: (tag: string) => [`${quote(tag)} comes after the {{else}} of the same block.`, 'A block has one {{else}}, and it comes last.'],
  elseWithHash: (tag: string, fix: string) => [`${quote(tag)} opens a block named "else".`, `Write ${fix}: it divides a block, so it has no #.`],
  closingTag: (tag: string, name: string) => [
    /^\{\{~?\/\s*#/.test(tag) ? `${quote(tag)} has a #, which only opening tags have.` : `${quote(tag)} has more than a name.`,
    `A closing tag repeats the first word of the opening tag, and nothing else: {{/${name}}}.`,
  ],
  rawBlockNotClosed: (tag: string, name: string) => [`${quote(tag)} is never closed.`, `Add {{{{/${name}}}}} after the text that stays as it is.`],

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
  emptyTag: (tag: string) => [`${quote(tag)} names nothing.`, 'Write the name of a variable between the braces, as in {{name}}.'],
  commentNotClosed: (end: string) => ['This comment is never closed.', `Close it with ${end}.`],
  spaceBeforeSign: (tag: string, sign: string, fix: string) => [
    `${quote(tag)} has a space between {{ and ${sign}.`,
    `${sign} must follow {{ at once: ${quote(fix)}.`,
  ],

  // What is no name
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
  parentInPath: (tag: string, fix: string) => [`${quote(tag)} steps up in the middle of a path.`, `Put every ../ in front: ${quote(fix)}.`],
  listIndex: (tag: string, fix: string, list: string) => [
    `${quote(tag)} takes one item of a list, which Handlebars writes in another way.`,
    `Write ${quote(fix)}, or go through the list: {{#each ${quote(list)}}}…{{/each}}.`,
  ],
  propertyInBrackets: (tag: string, fix: string) => [`${quote(tag)} has a name in quotes and brackets.`, `Write ${quote(fix)}.`],
  functionCall: (tag: string, name: string) => [
    `${quote(tag)} calls a function, and SES calls none.`,
    `Do it in the code that sends the email, and print the result: {{${quote(name)}}}.`,
  ],
  filter: (tag: string, name: string) => [
    `${quote(tag)} uses a filter, and SES has none.`,
    `Format the value in the code that sends the email, and print the result: {{${quote(name)}}}.`,
  ],
  unparsableTag: (tag: string, sign: string | undefined, name: string) => [
    sign === undefined ? `Handlebars cannot read ${quote(tag)}.` : `${quote(tag)} has a "${sign}" in it, which cannot be part of a name.`,
    `Write the name without it, as in {{${quote(name)}}}. A name with spaces or signs in it goes into brackets: {{[first name]}}.`,
  ],

  // The text as a whole
  reservedCharacter: (code: string) => [`The character U+${code} cannot be in an email: Unicode reserves it.`, 'Remove it.'],
  nulCharacter: () => ['The text holds a NUL character.', 'Save the file as UTF-8 text.'],
  unreadableLine: (reason: string) => ['Handlebars cannot read this line.', `It reports: ${reason}`],
});

/** What Handlebars parses, but no engine of SES could make sense of; or that would take too long to check. */
export const NAMES = errors({
  curlyQuotes: (tag: string, fix: string) => [
    `${quote(tag)} has curly quotes, as word processors write them; to Handlebars they are part of the name.`,
    `Write ${quote(fix)}.`,
  ],
  invisibleCharacter: (tag: string, code: string) => [
    `${quote(tag)} has an invisible character, U+${code}, which belongs to the name for Handlebars.`,
    'Delete it, or type the tag again.',
  ],
  trailingDot: (tag: string, fix: string) => [`${quote(tag)} ends with a dot.`, `Write ${quote(fix)}, or the rest of the path after the dot.`],
  pathSyntax: (path: string, fix: string) => [`${quote(path)} is not how Handlebars writes a path.`, `Write ${quote(fix)}.`],
  defaultValue: (tag: string, name: string, value: string) => [
    `${quote(tag)} gives a default value, and SES has none.`,
    `Write {{#if ${quote(name)}}}{{${quote(name)}}}{{else}}${quote(value)}{{/if}}.`,
  ],
  ternary: (tag: string, fix: string) => [`${quote(tag)} decides between two values with ? and :, which Handlebars does not know.`, `Write ${quote(fix)}.`],
  comparison: (tag: string, fix: string, isHandlebars: boolean) => [
    `${quote(tag)} compares or calculates, and SES does neither.`,
    isHandlebars ? `Write ${quote(fix)}.` : `Do it in the code that sends the email, and use the result: ${quote(fix)}.`,
  ],
  objectInTag: (tag: string, inner: string) => [
    `${quote(tag)} looks like JSX or CSS, but two braces are a tag of Handlebars.`,
    /["']|,/.test(inner) ? `Write an attribute of HTML: style="${quote(inner.replace(/["']/g, '').replace(/,\s*/g, '; '))}".` : `In a style sheet, write one brace: { ${quote(inner)} }.`,
  ],
  loopSyntax: (tag: string, fix: string) => [`${quote(tag)} is not how Handlebars writes a loop.`, `Write ${quote(fix)}.`],
  textEndsWithBackslash: () => ['A text in quotes that ends with a backslash is not the same to all Handlebars engines.', 'Put the text outside the braces.'],
  nestedTooDeeply: (most: number) => [
    `More than ${most} blocks or parentheses are inside one another here.`,
    'Split the template, and let the code that sends the email decide.',
  ],
  pathTooLong: (most: number) => [`This path has more than ${most} names.`, 'Shorten it.'],
  deployTimeValueInTag: (text: string) => [
    `A value that is known only at deployment is inside the braces: ${quote(text)}.`,
    'Move it out of the braces, or send it with the data of each email.',
  ],
});
