import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasHandlebarsJava, startHandlebarsJava } from './handlebars-java';
import { handlebarsJs } from './handlebars-js';
import { compileEmail, EmailSource, PartialLibrary, PartialSource, renderEmail } from '../../src/language';
import { Outcome, Peer } from '../language/support/peers';

const EMAILS = join(__dirname, '..', '..', 'examples', 'order-mails', 'emails');
const read = (...path: string[]) => readFileSync(join(EMAILS, ...path), 'utf8');

/** As a set reads them: `footer.html` for HTML and `footer.txt` for texts, or one for both. */
function partials(): PartialLibrary {
  const files = readdirSync(join(EMAILS, '_partials'));
  const names = [...new Set(files.map(file => file.replace(/\.\w+$/, '')))];
  const source = (name: string): PartialSource => {
    const [html, text] = ['html', 'txt'].map(extension => `${name}.${extension}`).map(file => files.includes(file) ? { content: read('_partials', file), file } : undefined);
    return html && text ? { html, text } : (html ?? text)!;
  };
  return new PartialLibrary(Object.fromEntries(names.map(name => [name, source(name)])));
}

const NAMES = readdirSync(EMAILS).filter(name => !name.startsWith('_'));
const PARTS = { subject: 'subject.txt', html: 'body.html', text: 'body.txt' };

function email(name: string): EmailSource {
  const parts = Object.entries(PARTS).filter(([, file]) => existsSync(join(EMAILS, name, file)));
  return Object.fromEntries(parts.map(([part, file]) => [part, { content: read(name, file).replace(part === 'subject' ? /\n$/ : '', '') }])) as unknown as EmailSource;
}

const withoutSpace = (outcome: Outcome) => 'text' in outcome ? outcome.text.replace(/\s/g, '') : outcome.failure;

describe('the emails of the example', () => {
  let java: Peer | undefined;
  beforeAll(async () => {
    if (hasHandlebarsJava()) java = await startHandlebarsJava();
    else console.warn('SKIPPED: handlebars.java is not installed, so the example is rendered with handlebars.js only.');
  });
  afterAll(async () => java?.stop());

  test.each(NAMES)('%s renders alike in both engines', async name => {
    const data = JSON.parse(read(name, 'sample.json')) as object;
    const { email: compiled, errors } = compileEmail(email(name), partials());
    expect(errors).toEqual([]);
    const { email: rendered, errors: missing, warnings } = renderEmail(compiled!, data);
    expect([...missing, ...warnings].filter(({ id }) => !id.endsWith(':gmailClipping'))).toEqual([]);
    for (const [part, text] of Object.entries(compiled!.content) as Array<[keyof typeof PARTS, string]>) {
      const expected = withoutSpace({ text: rendered![part] as string });
      expect(withoutSpace(handlebarsJs(text, data))).toBe(expected);
      if (java) expect(withoutSpace(await java.render(text, data))).toBe(expected);
    }
  });
});
