import { Lazy, Token } from 'aws-cdk-lib';
import fc from 'fast-check';
import { sampleDataProblem } from '../../../src/templates/private/sample-data';

class Order {
  public readonly id = 1;
}

test('any JSON is fit for sample data', () => {
  fc.assert(fc.property(fc.jsonValue(), data => {
    // JSON knows no -0 either: it is written as 0.
    expect(sampleDataProblem({ data: JSON.parse(JSON.stringify(data)) })).toBeUndefined();
  }));
});

test('an object without a prototype, and one that stands in two places, are fit', () => {
  const shared = { city: 'Łódź' };
  expect(sampleDataProblem(Object.assign(Object.create(null), { from: shared, to: shared }))).toBeUndefined();
});

const cyclic: Record<string, unknown> = { name: 'Ada' };
cyclic.orders = [{ by: cyclic }];
// eslint-disable-next-line no-sparse-arrays
const sparse = [1, , 3];

test.each([
  ['undefined', { user: { name: undefined } }, 'sampleData.user.name must be plain JSON, got: undefined'],
  ['a hole in a list', { items: sparse }, 'sampleData.items[1] must be plain JSON, got: undefined'],
  ['a function', { items: [{ total: () => 1 }] }, 'sampleData.items[0].total must be plain JSON, got: function'],
  ['a bigint', { total: BigInt(1) }, 'sampleData.total must be plain JSON, got: bigint'],
  ['not a number', { total: NaN }, 'sampleData.total must be plain JSON, got: NaN'],
  ['infinity', { total: -Infinity }, 'sampleData.total must be plain JSON, got: -Infinity'],
  ['a date', { at: new Date(0) }, 'sampleData.at must be plain JSON, got: an object of class Date'],
  ['a map', { tags: new Map() }, 'sampleData.tags must be plain JSON, got: an object of class Map'],
  ['an object of a class', { order: new Order() }, 'sampleData.order must be plain JSON, got: an object of class Order'],
  ['a cycle', cyclic, 'sampleData.orders[0].by must be plain JSON, got: a reference to an object that it is in itself'],
  ['a string token', { url: `https://${Lazy.string({ produce: () => 'x' })}` }, 'sampleData.url must be plain JSON, got: a CDK token'],
  ['a number token', { port: Token.asNumber({ Ref: 'Port' }) }, 'sampleData.port must be plain JSON, got: a CDK token'],
  ['a number token in a string', { url: `:${Token.asNumber({ Ref: 'Port' })}` }, 'sampleData.url must be plain JSON, got: a CDK token'],
  ['a list token', { zones: Token.asList({ Ref: 'Zones' }) }, 'sampleData.zones must be plain JSON, got: a CDK token'],
  ['a list token in a string', { zones: `${Token.asList({ Ref: 'Zones' })}` }, 'sampleData.zones must be plain JSON, got: a CDK token'],
  ['a token of an object', { order: Lazy.any({ produce: () => ({}) }) }, 'sampleData.order must be plain JSON, got: a CDK token'],
  ['a token as a key', { [Lazy.string({ produce: () => 'x' })]: 1 }, 'sampleData must be plain JSON, got: a CDK token as a key'],
])('%s is refused, with its place', (_, data, problem) => {
  expect(sampleDataProblem(data)).toBe(problem);
});

test.each([[1_000, undefined], [1_001, 'sampleData must be at most 1000 levels deep, got: more']])('of %i levels: %j', (levels, problem) => {
  const deep = '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
  expect(sampleDataProblem(JSON.parse(deep))).toBe(problem);
});

test.each([[262_144, undefined], [262_145, 'sampleData must be at most 262144 characters of JSON, got: 262145']])('of %i characters: %j', (length, problem) => {
  // Characters, not bytes; and those of JSON, in which a line break takes two.
  expect(sampleDataProblem({ a: 'é\n'.padEnd(length - '{"a":""}'.length - 1, 'x') })).toBe(problem);
});
