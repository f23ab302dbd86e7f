import { compile } from './support/describe';
import { formatDiagnostic, renderEmail } from '../../src/language';

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

describe('texts that are far too large', () => {
  /** Of the processor, so that other programs do not count. */
  const seconds = (work: () => void) => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const LONG = 'a'.repeat(100_000);

  test('125,000 escapes in a part with a partial', () => {
    expect(seconds(() => expect(compile({ html: `{{> p}}${'\\{{x'.repeat(125_000)}` }, { p: 'hi' }).errors).toEqual([]))).toBeLessThan(3);
  });

  test('a name of 100,000 characters that is missing', () => {
    const { email } = compile({ text: `{{${LONG}}}` });
    expect(seconds(() => {
      const { errors: [error] } = renderEmail(email!, { [`${LONG}b`]: 1 });
      expect(error.message).toBe(`Attribute '${'a'.repeat(57)}…' is not present in the rendering data.`);
      expect(error.suggestion).toBe(`Did you mean \`${'a'.repeat(57)}…\`? The data contains ${'a'.repeat(57)}….`);
    })).toBeLessThan(3);
  });

  test('50,000 steps out', () => {
    expect(seconds(() => {
      const { errors: [error] } = compile({ text: `{{${'../'.repeat(50_000)}a}}` });
      expect(error.message).toBe('This path has more than 100 names.');
      expect(formatDiagnostic(error).length).toBeLessThan(500);
    })).toBeLessThan(3);
  });

  test('30 missing values, and 9,000 others', () => {
    const { email } = compile({ text: Array.from({ length: 30 }, (_, index) => `{{missing_name_${index}}}`).join('') });
    const data = Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`some_name_${index}`, index]));
    expect(seconds(() => renderEmail(email!, data))).toBeLessThan(3);
  });
});
