import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const PAGES = ['docs/ses-facts.md', 'docs/template-language-facts.md'];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const anchors = (page: string) => Array.from(read(page).matchAll(/<a id="([^"]+)">/g), ([, id]) => id);

/** `docs/ses-facts.md#reads-lag`, in code and in documents. */
function references(): Array<{ from: string; page: string; anchor: string }> {
  const files = ['src', 'lambda', 'local', 'docs', 'test'].flatMap(folder =>
    (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).filter(file => /\.(ts|md)$/.test(file)).map(file => join(folder, file)));
  return files.flatMap(from => Array.from(read(from).matchAll(/(ses-facts\.md|template-language-facts\.md)#([\w-]+)/g),
    ([, page, anchor]) => ({ from, page: `docs/${page}`, anchor })));
}

test('every reference to a fact has a target', () => {
  const facts = new Map(PAGES.map(page => [page, anchors(page)]));
  expect(references().filter(({ page, anchor }) => !facts.get(page)!.includes(anchor))).toEqual([]);
});

test('code refers to facts', () => {
  expect(references().filter(({ from }) => from.startsWith('lambda')).length).toBeGreaterThan(2);
});

test.each(PAGES)('the anchors of %s are unique, and each fact states its certainty', page => {
  const ids = anchors(page);
  expect(new Set(ids).size).toBe(ids.length);
  const facts = read(page).split(/\n(?=- <a id=)/).filter(piece => piece.startsWith('- <a id='));
  expect(facts.filter(fact => !/\*(documented|observed|source|inferred|unknown)\*/.test(fact))).toEqual([]);
});
