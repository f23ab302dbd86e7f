import * as fc from '../support/fast-check';
import { data, likeHandlebarsJs, oracle, runs, templates } from './support/arbitraries';
import { compileEmail, renderEmail } from '../../src/language';

const INLINE = '{{#* inline "p"}}\n[{{a}}]\n{{/inline}}\n{{#* inline "q"}}{{#each b}}{{this}}\n{{/each}}{{> p}}{{/inline~}}\n';

test('every rendering equals that of Handlebars', () => {
  let rendered = 0;
  fc.assert(fc.property(templates({ partials: ['p', 'q'] }), data, (template, values) => {
    const text = INLINE + template;
    const { email } = compileEmail({ subject: { content: 's' }, text: { content: text } });
    const result = email && likeHandlebarsJs(renderEmail(email, values));
    if (!result) return;
    rendered++;
    expect(result.text).toBe(oracle(text, values));
  }), runs(1_500));
  expect(rendered).toBeGreaterThan(250);
});
