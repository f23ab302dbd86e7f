import * as fc from '../support/fast-check';
import { data, likeHandlebarsJs, oracle, runs, templates } from './support/arbitraries';
import { compileEmail, PartialLibrary, renderEmail } from '../../src/language';

const slots = fc.constantFrom('{{> @partial-block}}', '\n  {{> @partial-block}}\n', '{{#> slot}}\ndefault\n{{/slot}}\n{{> @partial-block c}}');
const plain = (...partials: string[]) => templates({ plain: true, partials, depth: 2 });
const layout = (partials: string[], layouts: string[]) =>
  fc.tuple(templates({ plain: true, partials, layouts, depth: 1 }), slots, plain(...partials)).map(pieces => pieces.join(''));

/** No partial calls itself, not even through others. */
const partials = fc.record({
  one: plain('two', 'three'),
  two: plain('three'),
  three: plain(),
  page: layout(['two', 'three'], ['frame']),
  frame: layout(['three'], []),
});
const mains = fc.tuple(
  fc.array(templates({ plain: true, partials: ['one', 'two', 'three'], layouts: ['page', 'frame'], depth: 3 }), { maxLength: 2 }),
  fc.constantFrom('{{> one}}', '\n  {{> two}}\n', '{{#each a}}{{> three}}{{/each}}', '{{#> page}}x{{/page}}', '\n{{#> frame}}\n{{> one}}\n{{/frame}}\n'),
).map(([texts, call]) => texts.join(call) + call);

test('compiling partials into a template does not change what it renders', () => {
  let rendered = 0;
  fc.assert(fc.property(mains, partials, data, (main, shared, values) => {
    const library = new PartialLibrary(Object.fromEntries(Object.entries(shared).map(([name, content]) => [name, { content }])));
    const { email } = compileEmail({ subject: { content: 's' }, text: { content: main } }, library);
    const result = email && likeHandlebarsJs(renderEmail(email, values));
    if (!result) return;
    rendered++;
    const expected = oracle(main, values, shared);
    expect(result.text).toBe(expected);
    expect(oracle(email.content.text as string, values)).toBe(expected);
  }), runs(800));
  expect(rendered).toBeGreaterThan(100);
});
