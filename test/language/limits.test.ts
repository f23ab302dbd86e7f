import { compile } from './support/describe';

/** Each is some hundred thousand characters that a parser can lose itself in. */
const NONSENSE: Array<[what: string, text: string, error: RegExp | undefined]> = [
  ['blocks in blocks', '{{#if a}}'.repeat(20_000) + '{{/if}}'.repeat(20_000), /^More than 100 blocks/],
  ['else if after else if', `{{#if a}}${'{{else if b}}'.repeat(20_000)}{{/if}}`, /^More than 100 blocks/],
  ['parentheses', `{{a ${'(a '.repeat(50_000)}`, /^More than 100 blocks/],
  ['names in a path', `{{a${'.a'.repeat(50_000)}}}`, /^This path has more than 100 names/],
  ['braces', '{'.repeat(300_000), /^\{\{ is opened by \{\{ but not closed/],
  ['tags that are not closed', '{{a '.repeat(75_000), /^\{\{a is opened by \{\{ but not closed/],
  ['quotes', `{{${'"\''.repeat(100_000)}{{`, /is opened by \{\{ but not closed/],
  ['brackets', `{{${'['.repeat(200_000)}{{]`, /is opened by \{\{ but not closed/],
  ['comments', '{{!-- x --}}'.repeat(25_000), undefined],
  ['whitespace', `${' \n'.repeat(75_000)}{{#if a}}${' \n'.repeat(75_000)}{{/if}}`, undefined],
  ['backslashes', `${'\\'.repeat(300_000)}{{x}}`, undefined],
  ['escapes', '\\{{x}}'.repeat(50_000), undefined],
  ['the same error', '{{upper x}}'.repeat(25_000), /^SES has no helper "upper"/],
  ['one mistake behind much', `${'{{x}} '.repeat(40_000)}{{/if}}`, /^\{\{\/if\}\} closes a block that was never opened/],
  ['beginnings of tags', '<'.repeat(200_000) + '<!--'.repeat(25_000), undefined],
];

test.each(NONSENSE)('%s', (_, text, error) => {
  const { errors, email } = compile({ html: text });
  if (error) expect(errors[0].message).toMatch(error);
  else expect(email).toBeDefined();
}, 10_000);
