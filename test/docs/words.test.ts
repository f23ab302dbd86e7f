import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** This file contains the phrases. */
const THIS_FILE = join('docs', 'words.test.ts');

/** What is read: code with its comments and messages, guides and examples. */
const PLACES = [
  'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/architecture.md', 'docs/ses-facts.md', 'docs/template-language-facts.md',
  'docs/emulators.md', 'docs/guides', 'docs/decisions', 'examples', 'src', 'lambda', 'local', 'cli', 'test', 'emulators', 'bench', 'build-tools',
  'packaging', '.projenrc.ts',
];

/** Phrases that are grammatical, but that no native technical writer uses, with what to write instead. */
const PHRASES: ReadonlyArray<readonly [pattern: RegExp, instead: string]> = [
  [/\bwhom?ever\b/, 'anyone who, callers that'],
  [/\bbut for\b/, 'except'],
  [/\b(?:an?|one) (?:\w+ ){0,2}of (?:its|their|your|our) own\b/, 'a separate …, its own …'],
  [/\bso many\b/, 'a number, or "as many as"'],
  [/\b(?:is|are|was|were|be) told\b/, 'is reported'],
  [/\btells\b/, 'reports, shows, returns'],
  [/\bmend(?:s|ed|ing)?\b/, 'fix'],
  [/\bshall\b/, 'must, should'],
  [/\bgives? way\b/, 'is replaced'],
  [/\bas far as\b/, 'where, if, to the extent that'],
  [/\bstands? (?:in|on|beside|behind|alone|there)\b/, 'is'],
  [/\blies\b/, 'is'],
  [/\barises? when\b/, 'thrown when'],
  [/\ballows? to\b/, 'grants permission to'],
  [/\bin silence\b/, 'silently'],
  [/\bby turns\b/, 'alternately'],
  [/\bthe CDK's\b/, 'the CDK …'],
  [/\bsays? nothing\b/, 'does not specify'],
  [/\bin vain\b/, 'without success'],
  [/\bwhat (?:becomes|became) of\b/, 'what happens to'],
];

function phrasesIn(text: string): string[] {
  return text.split('\n').flatMap((line, index) => PHRASES
    .filter(([pattern]) => new RegExp(pattern, 'i').test(line))
    .map(([pattern, instead]) => `${index + 1}: ${new RegExp(pattern, 'i').exec(line)![0]} (write: ${instead})`));
}

function filesIn(place: string): string[] {
  if (statSync(join(ROOT, place)).isFile()) return [place];
  return (readdirSync(join(ROOT, place), { recursive: true }) as string[])
    .filter(file => /\.(?:ts|mjs|md)$/.test(file) && file !== THIS_FILE && !/(?:^|\/)(?:node_modules|cdk\.out)\//.test(file))
    .map(file => join(place, file));
}

test('comments, messages and guides have none of the phrases', () => {
  const files = PLACES.flatMap(filesIn);

  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(file => phrasesIn(readFileSync(join(ROOT, file), 'utf8')).map(found => `${file}:${found}`))).toEqual([]);
});

test.each([
  ['Each file has a line of its own.', '1: a line of its own (write: a separate …, its own …)'],
  ['Fine.\nAll go but for the last.', '2: but for (write: except)'],
  ['The user is told why.', '1: is told (write: is reported)'],
])('%j is found', (text, found) => {
  expect(phrasesIn(text)).toEqual([found]);
});

test.each(['It reads assets of its own stack only.', 'Recommended by AWS.', 'This stands for `Markers[marker]`.'])('%j is accepted', text => {
  expect(phrasesIn(text)).toEqual([]);
});
