import * as fc from 'fast-check';
import { engineData, engineTemplates } from './grammar';
import { hasHandlebarsJava, startHandlebarsJava } from './handlebars-java';
import { handlebarsJs } from './handlebars-js';
import { compileEmail, renderEmail } from '../../src/language';
import { runs } from '../language/support/arbitraries';
import { Outcome, Peer } from '../language/support/peers';

/** What we make of a text that we accept without a word: a text, or a failure that SES has too. */
function ours(text: string, values: object): Outcome | undefined {
  const { email, warnings } = compileEmail({ subject: { content: 's' }, text: { content: text } });
  if (!email || warnings.length > 0) return undefined;
  const rendered = renderEmail(email, values);
  if (rendered.warnings.length > 0) return undefined;
  return rendered.email ? { text: rendered.email.text as string } : { failure: '' };
}

/** Only handlebars.js removes the line that a tag has to itself: docs/template-language-facts.md#standalone-block. */
function comparable(outcome: Outcome, template: string): string {
  if ('failure' in outcome) return 'fails';
  return template.includes('\n') ? outcome.text.replace(/\s/g, '') : outcome.text.trim();
}

const INLINE = '{{#* inline "p"}}[{{a}}]{{/inline}}{{#* inline "q"}}{{#each b}}{{this}}{{/each}}{{> p}}{{/inline}}';

if (!hasHandlebarsJava()) {
  console.warn('SKIPPED: handlebars.java is not installed, so generated templates are not compared. Run `npm run test:engines`, with a JDK and Maven.');
  test.skip('handlebars.java', () => undefined);
} else {
  let java: Peer;
  beforeAll(async () => {
    java = await startHandlebarsJava();
  });
  afterAll(async () => java.stop());

  test.each([['plain', ''], ['with partials', INLINE]])('what is accepted without a word renders alike in both engines: %s', async (_, inline) => {
    let compared = 0;
    await fc.assert(fc.asyncProperty(engineTemplates(inline !== ''), engineData, async (template, values) => {
      const text = inline + template;
      const outcome = ours(text, values);
      if (!outcome) return;
      compared++;
      const expected = comparable(outcome, text);
      expect(`java ${comparable(await java.render(text, values), text)}`).toBe(`java ${expected}`);
      if ('text' in outcome) expect(`js ${comparable(handlebarsJs(text, values), text)}`).toBe(`js ${expected}`);
    }), runs(1_500));
    console.log(compared);
    expect(compared).toBeGreaterThan(250);
  }, 600_000);
}
