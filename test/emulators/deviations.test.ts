import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXPECTATIONS } from '../../emulators/battery/expectations';
import { CDK_CLI, DEVIATIONS, deviates, deviationsTable, VERSIONS } from '../../emulators/deviations';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'emulators.md'), 'utf8');

test('docs/emulators.md has the table of deviations', () => {
  expect(page).toContain(deviationsTable());
});

test.each([['ministack', VERSIONS.ministack], ['moto', VERSIONS.moto], ['aws-cdk', CDK_CLI]])('docs/emulators.md says which version of %s is used', (name, version) => {
  expect(page).toContain(`\`${name}\` ${version}`);
});

test('each deviation of an emulator has a unique name', () => {
  const names = DEVIATIONS.map(({ emulator, id }) => `${emulator} ${id}`);
  expect(new Set(names).size).toBe(names.length);
});

test('deviations refer to expectations that can fail, each once', () => {
  const ids = EXPECTATIONS.filter(expectation => 'answer' in expectation).map(({ id }) => id);
  for (const emulator of Object.keys(VERSIONS)) {
    const expected = DEVIATIONS.filter(one => one.emulator === emulator).flatMap(({ expectations }) => expectations);
    expect(expected.filter(id => !ids.includes(id))).toEqual([]);
    expect(new Set(expected).size).toBe(expected.length);
  }
});

test('what is asked without an answer settles a fact that is in docs/ses-facts.md', () => {
  const facts = readFileSync(join(__dirname, '..', '..', 'docs', 'ses-facts.md'), 'utf8');
  const settled = EXPECTATIONS.filter(expectation => !('answer' in expectation)).map(({ settles }) => settles);
  expect(settled.filter(fact => !facts.includes(`<a id="${fact}">`))).toEqual([]);
});

/** A call of SES cannot settle these: they are about CloudFormation, and about the names of events. */
const ELSEWHERE = ['event-names', 'stack-events', 'rollback-template', 'native-replacement'];

test('each fact of docs/ses-facts.md that is unknown or inferred is asked', () => {
  const facts = readFileSync(join(__dirname, '..', '..', 'docs', 'ses-facts.md'), 'utf8').split(/\n(?=- <a id=)/).filter(fact => fact.startsWith('- <a id='));
  const open = facts.filter(fact => /\*(unknown|inferred)\*/.test(fact)).map(fact => /<a id="([^"]+)"/.exec(fact)![1]);
  const settled = new Set(EXPECTATIONS.map(({ settles }) => settles));
  expect(open.filter(id => !settled.has(id))).toEqual(ELSEWHERE);
});

test('code cannot refer to a deviation that is not in the table', () => {
  expect(deviates('moto', 'renderer')).toBe(true);
  expect(() => deviates('moto', 'anything')).toThrow('the deviation must be in the table, got: moto anything');
});
