import { hasHandlebarsJava, startHandlebarsJava } from './handlebars-java';
import { handlebarsJs } from './handlebars-js';
import { QUESTIONS, readingOf } from './questions';
import { Peer } from '../language/support/peers';

const CASES = QUESTIONS.map(question => ({ ...question, title: `${question.id}: ${JSON.stringify(question.template)}` }));

test('each question has an id of its own', () => {
  expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
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
