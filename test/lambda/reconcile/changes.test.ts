import { changesBetween } from '../../../lambda/reconcile/changes';
import { parseDeclaration } from '../../../lambda/reconcile/declaration';
import { declare } from '../../support/properties';

const set = (templates: Record<string, string>, markers?: string[]) => parseDeclaration(declare(
  Object.fromEntries(Object.entries(templates).map(([name, text]) => [name, { Subject: 'Hi', Text: text }])),
  { Identity: 'Set', ...markers && { Markers: markers } },
).properties);
const names = (changes: ReturnType<typeof changesBetween>) =>
  changes.map(({ name, declared, previous }) => [name, Boolean(declared), Boolean(previous)]);

test('all templates of a Create are new', () => {
  expect(names(changesBetween(set({ one: 'a', two: 'b' })))).toEqual([['one', true, false], ['two', true, false]]);
});

test('an Update changes only templates that differ, and drops come last', () => {
  const changes = changesBetween(set({ same: 'a', changed: 'c', added: 'd' }), set({ dropped: 'x', same: 'a', changed: 'b' }));
  expect(names(changes)).toEqual([['changed', true, true], ['added', true, false], ['dropped', false, true]]);
});

test('a deploy-time value changes only the templates that contain it', () => {
  const content = {
    one: { Subject: 'Hi', Text: ['see ', { marker: 0 }] },
    two: { Subject: 'Hi', Text: 'plain' },
    three: { Subject: [{ marker: 1 }], Text: 'x' },
  };
  const at = (...markers: string[]) => parseDeclaration(declare(content, { Identity: 'Set', Markers: markers }).properties);
  expect(names(changesBetween(at('new', 'same'), at('old', 'same')))).toEqual([['one', true, true]]);
});

test('a changed policy does not change templates', () => {
  const before = parseDeclaration(declare({ one: { Subject: 'Hi', Text: 'a' } }, { DriftPolicy: 'FAIL' }).properties);
  expect(changesBetween(parseDeclaration(declare({ one: { Subject: 'Hi', Text: 'a' } }).properties), before)).toEqual([]);
});
