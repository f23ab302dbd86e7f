import { corpus, CorpusTemplate, measure } from './corpus/measure';
import * as library from '../../src';

const TEMPLATES = corpus();

describe(`${TEMPLATES.length} templates such as people write`, () => {
  const { warned, inOneSet } = measure(library, TEMPLATES);

  test('give warnings only where their authors would fix something', () => {
    expect(warned).toEqual({
      'course-reminder': ['singleBraces'],
      'ejs-leftover': ['foreignPlaceholder', 'differentVariables'],
      'mjml-source': ['uncompiledMjml'],
      'mjml-source-2': ['uncompiledMjml'],
      'html-as-text': ['htmlInText'],
      'escaped': ['escapedText'],
      'contact-form': ['htmlVariableInMarkup'],
      'support-reply': ['htmlVariableInMarkup'],
      'refund': ['differentVariables'],
      'statement': ['relativeAddress'],
      'attributes': ['htmlVariableInUnsafePlace'],
      'shop-news': ['addressWithoutScheme'],
    });
    expect(Object.keys(warned).length).toBeLessThanOrEqual(TEMPLATES.length / 4);
  });

  test('give one page of output as a set', () => {
    expect(inOneSet.infos).toBeLessThanOrEqual(3);
    expect(inOneSet.lines).toBeLessThanOrEqual(80);
  });
});

test('32 emails with one fault each give one page of output', () => {
  const faults = ['<p>{name}</p>', '<td width={{w}}>', '<a href="/x">', '<mjml>'];
  const mails = Array.from({ length: 32 }, (_, index): CorpusTemplate =>
    ({ TemplateName: `mail-${index}`, SubjectPart: 'Hi', HtmlPart: `<h1>Hi {{name}}</h1>\n${faults[index % 4]}`, TextPart: 'Hi {{name}}' }));
  expect(measure(library, mails).inOneSet).toEqual({ warnings: 4, infos: 1, lines: 41 });
});
