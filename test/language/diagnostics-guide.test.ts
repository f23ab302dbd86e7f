import { GuideEmail, guideSections } from './support/diagnostics-guide';
import { PartContent } from '../../src/contract/contract';
import { compileEmail, Diagnostic, EmailSource, PartialLibrary, PREFIX, renderEmail } from '../../src/language';
import { CATALOGUE } from '../../src/language/diagnostics/catalogue';

const SECTIONS = guideSections();
const SHOWN = SECTIONS.filter(({ wrong }) => wrong !== undefined);

/** A text whose `${api.url}` is known only at deployment. */
function content(text: string): PartContent {
  const [first, ...others] = text.split('${api.url}');
  return others.length === 0 ? text : [first, ...others.flatMap(other => [{ marker: 0 }, other])];
}

function diagnostics({ parts, partials, data }: GuideEmail): readonly Diagnostic[] {
  const source = Object.fromEntries(Object.entries({ subject: 'Hello', ...parts }).map(([part, text]) => [part, { content: content(text) }]));
  const library = new PartialLibrary(Object.fromEntries(Object.entries(partials).map(([name, text]) => [name, { content: text }])));
  const { errors, warnings, infos, email } = compileEmail(source as unknown as EmailSource, library, data as object | undefined);
  const rendering = email && data !== undefined ? renderEmail(email, data) : undefined;
  return [...errors, ...warnings, ...infos, ...rendering?.errors ?? [], ...rendering?.warnings ?? []];
}

const text = ({ message, suggestion }: Diagnostic) => [message, suggestion].filter(Boolean).join('\n\n');

/** What examples of other faults may have. */
const ASIDE = ['noTextPart', 'textPartWithoutValues', 'htmlVariableInMarkup', 'ambiguousSection'].map(id => PREFIX + id);

test('the guide has one heading for each diagnostic', () => {
  expect(SECTIONS.map(({ id }) => id).sort()).toEqual(Object.keys(CATALOGUE).sort());
});

test('the guide shows at least eighty faults', () => {
  expect(SHOWN.length).toBeGreaterThanOrEqual(80);
});

test.each(SHOWN)('$id alone is reported for its example, with this message', ({ id, message, wrong }) => {
  const found = diagnostics(wrong!);
  expect(found.filter(other => other.id === PREFIX + id).map(text)).toContain(message);
  expect(found.filter(other => other.id !== PREFIX + id && !ASIDE.includes(other.id))).toEqual([]);
});

test.each(SHOWN)('$id is not reported for the corrected example', ({ id, right }) => {
  const found = diagnostics(right!);
  expect(found.map(other => other.id)).not.toContain(PREFIX + id);
  expect(found.filter(other => !ASIDE.includes(other.id))).toEqual([]);
});

describe('faults too large to be shown', () => {
  const chain = Object.fromEntries(Array.from({ length: 151 }, (_, index) => [`p${index}`, `{{> p${index + 1}}}`]));
  const LARGE: Readonly<Record<string, GuideEmail>> = {
    gmailClipping: { parts: { html: `<p>${'x'.repeat(105_000)}`, text: 'x' }, partials: {} },
    nestedTooDeeply: { parts: { text: '{{#if a}}'.repeat(101) + '{{/if}}'.repeat(101) }, partials: {} },
    pathTooLong: { parts: { text: `{{a${'.a'.repeat(101)}}}` }, partials: {} },
    tooManyPartials: { parts: { text: '{{> p0}}' }, partials: { ...chain, p151: 'x' } },
    renderingLimit: {
      parts: { text: `{{#each n}}{{#each ../n}}${'long text '.repeat(10)}{{/each}}{{/each}}` },
      partials: {},
      data: { n: Array(1_000).fill(1) },
    },
    reservedCharacter: { parts: { text: 'a\uFDD0b' }, partials: {} },
    nulCharacter: { parts: { text: 'a\0b' }, partials: {} },
  };

  test.each(SECTIONS.filter(({ wrong }) => wrong === undefined))('$id is reported with this message', ({ id, message }) => {
    expect(diagnostics(LARGE[id]).map(text)).toEqual([message]);
  });
});
