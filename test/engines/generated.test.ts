import { engineData, engineTemplates } from './grammar';
import { hasHandlebarsJava, startHandlebarsJava } from './handlebars-java';
import { handlebarsJs } from './handlebars-js';
import { compileEmail, PartialLibrary, renderEmail } from '../../src/language';
import { runs } from '../language/support/arbitraries';
import { Outcome, Peer } from '../language/support/peers';
import * as fc from '../support/fast-check';

/** The uploaded text of a template that we accept without a diagnostic, and our rendering: a text, or a failure that SES has as well. */
function accepted(text: string, values: object, partials: Record<string, string> = {}): { uploaded: string; outcome: Outcome } | undefined {
  const library = new PartialLibrary(Object.fromEntries(Object.entries(partials).map(([name, content]) => [name, { content }])));
  const { email, warnings } = compileEmail({ subject: { content: 's' }, text: { content: text } }, library);
  if (!email || warnings.length > 0) return undefined;
  const rendered = renderEmail(email, values);
  if (rendered.warnings.length > 0) return undefined;
  return { uploaded: email.content.text as string, outcome: rendered.email ? { text: rendered.email.text as string } : { failure: '' } };
}

/** Only handlebars.js removes the line that a tag has to itself: docs/template-language-facts.md#standalone-block. */
function comparable(outcome: Outcome, exactly: boolean): string {
  if ('failure' in outcome) return 'fails';
  return exactly ? outcome.text.trim() : outcome.text.replace(/\s/g, '');
}

const INLINE = '{{#* inline "p"}}[{{a}}]{{/inline}}{{#* inline "q"}}{{#each b}}{{this}}{{/each}}{{> p}}{{/inline}}';

jest.setTimeout(600_000);

/** Few, but in `npm run test:engines`. */
const RUNS = runs(Number(process.env.ENGINE_RUNS ?? 300));

if (!hasHandlebarsJava()) {
  console.warn('SKIPPED: handlebars.java is not installed, so generated templates are not compared. Run `npm run test:engines`, with a JDK and Maven.');
  test.skip('handlebars.java', () => undefined);
} else {
  let java: Peer;
  beforeAll(async () => {
    java = await startHandlebarsJava();
  });
  afterAll(async () => java.stop());

  async function compare(uploaded: string, values: object, outcome: Outcome, exactly: boolean): Promise<void> {
    const expected = comparable(outcome, exactly);
    expect(`handlebars.java ${comparable(await java.render(uploaded, values), exactly)}`).toBe(`handlebars.java ${expected}`);
    // handlebars.js prints nothing for a missing field, where AWS documents a failure.
    if ('text' in outcome) expect(`handlebars.js ${comparable(handlebarsJs(uploaded, values), exactly)}`).toBe(`handlebars.js ${expected}`);
  }

  test.each([['', false], [INLINE, true]])('templates accepted without a warning render alike in both engines: %j', async (inline, partials) => {
    let compared = 0;
    await fc.assert(fc.asyncProperty(engineTemplates(partials), engineData, async (template, values) => {
      const found = accepted(inline + template, values);
      if (!found) return;
      compared++;
      await compare(found.uploaded, values, found.outcome, !template.includes('\n'));
    }), RUNS);
    expect(compared).toBeGreaterThan(RUNS.numRuns / 8);
  });

  test('compiled partials render alike in both engines', async () => {
    let compared = 0;
    const texts = [engineTemplates(true), engineTemplates(false), engineTemplates(true)] as const;
    await fc.assert(fc.asyncProperty(...texts, engineData, async (template, p, q, values) => {
      const found = accepted(`{{> p}}${template}`, values, { p, q });
      if (!found) return;
      compared++;
      // Nothing that is compiled depends on the lines that tags have to themselves.
      await compare(found.uploaded, values, found.outcome, true);
    }), RUNS);
    expect(compared).toBeGreaterThan(RUNS.numRuns / 20);
  });
}
