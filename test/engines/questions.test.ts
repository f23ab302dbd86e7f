import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasHandlebarsJava, startHandlebarsJava } from './handlebars-java';
import { handlebarsJs } from './handlebars-js';
import { QUESTIONS, readingOf } from './questions';
import { AGREEMENTS, DIFFERENCES, factRow } from './questions-table';
import { compileEmail, renderEmail } from '../../src/language';
import { Peer } from '../language/support/peers';

const CASES = QUESTIONS.map(question => ({ ...question, title: `${question.id}: ${JSON.stringify(question.template)}` }));

test('each question has a unique id', () => {
  expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
});

test('the facts page has a row for each question', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'template-language-facts.md'), 'utf8').split('\n');
  expect([...DIFFERENCES, ...AGREEMENTS].map(factRow).filter(row => !page.includes(row))).toEqual([]);
});

/** By id, without the prefix. */
function diagnostics(template: string, data: object): string[] {
  const { email, errors, warnings } = compileEmail({ subject: { content: 's' }, text: { content: template } });
  const rendering = email ? renderEmail(email, data) : { errors: [], warnings: [] };
  return [...errors, ...warnings, ...rendering.errors, ...rendering.warnings].map(({ id }) => id.replace(/^.*:/, ''));
}

test.each(DIFFERENCES.filter(({ reportedAs }) => reportedAs?.match(/^\w+$/)))('$id is reported as $reportedAs', ({ template, data, reportedAs }) => {
  expect(diagnostics(template, data)).toContain(reportedAs);
});

test('only whitespace differs without a warning', () => {
  expect(DIFFERENCES.filter(({ template, data }) => diagnostics(template, data).length === 0).map(({ id }) => id))
    .toEqual(['standalone-block', 'standalone-comment', 'partial-indent']);
});

test.each(CASES)('handlebars.js answers $title', ({ template, data, handlebarsJs: expected }) => {
  expect(readingOf(handlebarsJs(template, data))).toEqual(expected);
});

if (!hasHandlebarsJava()) {
  console.warn('SKIPPED: handlebars.java is not installed, so it is not asked. Run `npm run test:engines`, with a JDK and Maven.');
  test.skip('handlebars.java', () => undefined);
} else {
  describe('handlebars.java', () => {
    let java: Peer;
    beforeAll(async () => {
      java = await startHandlebarsJava();
    });
    afterAll(async () => java.stop());

    test.each(CASES)('answers $title', async ({ template, data, handlebarsJava: expected }) => {
      expect(readingOf(await java.render(template, data))).toEqual(expected);
    });
  });
}
