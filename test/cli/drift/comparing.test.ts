import { carryOver, compiledParts } from '../../../cli/drift/carry-over';
import { mergeEdits } from '../../../cli/drift/merge-edits';
import { namesOfSet } from '../../../cli/drift/names';
import { matchesAround } from '../../../cli/drift/open-part';
import { PartialLibrary } from '../../../src/language';
import * as fc from '../../support/fast-check';

const name = fc.stringMatching(/^[a-c-]{1,4}$/);
const affix = fc.stringMatching(/^[a-c-]{0,4}$/);

describe('the prefix and suffix of a set', () => {
  test('are those that the app gave it, or unknown', () => {
    fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1 }), affix, affix, (emails, prefix, suffix) => {
      const found = namesOfSet(emails.map(email => ({ email, name: prefix + email + suffix })));
      if (found) expect(found).toEqual({ prefix, suffix });
      // A name that cannot be inside the others is enough to know them.
      expect(namesOfSet([...emails, 'welcome'].map(email => ({ email, name: prefix + email + suffix })))).toEqual({ prefix, suffix });
    }));
  });

  test.each([
    [[{ email: 'a', name: 'a-a' }]],
    [[]],
    [[{ email: 'a', name: 'x-a' }, { email: 'b', name: 'y-b' }]],
  ])('%j has none for certain', templates => {
    expect(namesOfSet(templates)).toBeUndefined();
  });
});

describe('a part with values that only the deployment knows', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n', 'ü') }), { minLength: 2, maxLength: 4 });
  const value = fc.string({ unit: fc.constantFrom('a', 'b', 'x') });

  test('is as declared around any values', () => {
    fc.assert(fc.property(texts, fc.array(value, { minLength: 3, maxLength: 3 }), (around, values) => {
      const live = around.reduce((whole, text, index) => whole + values[index - 1] + text);
      expect(matchesAround({ texts: around, placeholders: [] }, live.replaceAll('ü', '\\u00fc'))).toBe(true);
    }));
  });

  test('differs exactly if no values make it equal', () => {
    fc.assert(fc.property(texts, fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'ü') }), (around, live) => {
      const pattern = around.map(text => text.replaceAll('\r\n', '\n')).join('[^]*');
      expect(matchesAround({ texts: around, placeholders: [] }, live)).toBe(new RegExp(`^${pattern}$`).test(live));
    }));
  });
});

describe('edits', () => {
  const text = fc.array(fc.constantFrom('a', ' b', '<p>', '{{c}}', '\n', '{'), { maxLength: 12 }).map(all => all.join(''));

  test('make a text what it was edited to, if it was the base', () => {
    fc.assert(fc.property(text, text, (base, edited) => {
      const merged = mergeEdits(base, base, edited);
      // There is no place in an empty text.
      expect(merged).toBe(base === '' && edited !== '' ? undefined : edited);
    }));
  });

  test('keep what is around the base, and what replaces parts of it', () => {
    expect(mergeEdits('<html>\n<p>Hi</p>\n</html>', '{{#> page}}\n<p>Hi</p>\n{{/page}}', '<html>\n<h1>Hi</h1>\n<p>Hi</p>\n</html>'))
      .toBe('{{#> page}}\n<h1>Hi</h1>\n<p>Hi</p>\n{{/page}}');
  });

  test.each([
    ['in what the text does not have', 'x\nb', 'a\nb', 'y\nb'],
    ['over what is apart in the text', 'a\nb', 'a\n{{> c}}\nb', 'x'],
  ])('cannot be made %s', (_, base, source, edited) => {
    expect(mergeEdits(base, source, edited)).toBeUndefined();
  });
});

describe('an email with a layout', () => {
  const partials = new PartialLibrary({ page: { content: '<html>\n<body>\n{{> @partial-block}}\n<p>The shop</p>\n</body>\n</html>\n' } });
  const line = fc.constantFrom('<p>Hi</p>', '<p>{{name}}</p>', '<b>The shop</b>', 'text {{{name}}} <i>and</i> text', '');
  const body = fc.array(line, { minLength: 1, maxLength: 6 }).map(lines => `{{#> page}}\n${lines.join('\n')}\n{{/page}}\n`);
  const emailOf = (html: string) => ({ subject: { content: 'Hi' }, html: { content: html } });
  const compiled = (html: string) => compiledParts(emailOf(html), partials)!.html!;

  test('gets an edit only if it then compiles to what is live', () => {
    let carried = 0;
    fc.assert(fc.property(body, body, (before, after) => {
      const [declared, live] = [compiled(before), compiled(after)];
      const text = carryOver({ email: emailOf(before), partials, part: 'html', declared, live });
      if (text === undefined) return;
      carried++;
      expect(compiled(text)).toBe(live);
    }));
    expect(carried).toBeGreaterThan(50);
  });
});

test('the source has the line ends that it had, whichever SES returns', () => {
  const email = { subject: { content: 'Hi' }, text: { content: 'a\r\nb\r\n' } };
  const carried = carryOver({ email, partials: new PartialLibrary({}), part: 'text', declared: 'a\r\nb\r\n', live: 'a\nc\n' });
  expect(carried).toBe('a\r\nc\r\n');
});
