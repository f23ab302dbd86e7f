import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { types } from './support/assembly';
import { ROOT } from './support/package';

/*
 * The examples of the README and the docstrings, translated by jsii-rosetta, which has checked that they compile in TypeScript.
 */

interface Snippet {
  readonly translations: Record<string, { readonly source: string }>;
}

const LANGUAGES = ['python', 'csharp', 'java', 'go'];

function snippets(): Snippet[] {
  return Object.values(JSON.parse(readFileSync(join(ROOT, '.jsii.tabl.json'), 'utf8')).snippets);
}

test('every construct has an example', () => {
  const constructs = types().filter(type => type.kind === 'class' && !type.abstract && type.initializer?.parameters?.[0]?.name === 'scope');

  expect(constructs.length).toBeGreaterThan(0);
  expect(constructs.filter(({ docs }) => !docs?.example).map(({ name }) => name)).toEqual([]);
});

// A translation may rename tags and keys of data like identifiers, and lose braces in a Python f-string.
test('what an example sends to Amazon SES is the same in all languages', () => {
  const literals = /\{\{[^}]*\}\}|%[A-Z_]+%/g;
  const changed = snippets().flatMap(({ translations: { $: { source: original }, ...translated } }) => LANGUAGES.flatMap(language => {
    const source = translated[language]?.source ?? '';
    const lost = (original.match(literals) ?? []).filter(text => !source.includes(text));
    const eaten = /\bf"[^"]*\{\{/.test(source) || /\$"[^"]*\{\{/.test(source);
    const keys = [...original.matchAll(/fromObject\(\{([^}]*)\}/g)].flatMap(([, data]) => [...data.matchAll(/(\w+):/g)].map(([, key]) => key));
    const renamed = keys.filter(key => !new RegExp(`\\b${key}\\b`).test(source));
    return lost.length + renamed.length > 0 || eaten ? [{ language, source, lost, renamed }] : [];
  }));

  expect(snippets().length).toBeGreaterThanOrEqual(10);
  expect(changed).toEqual([]);
});
