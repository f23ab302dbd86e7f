import { divide, Slice } from '../../../src/monitor/private/parts';
import * as fc from '../../support/fast-check';

const slice = (resource: string, names: readonly string[]): Slice => ({
  deployed: { templates: Object.fromEntries(names.map(name => [name, { Name: name, Subject: 'x'.repeat(30) }])), resource } as unknown as Slice['deployed'],
  keys: names,
});
const slices = fc.array(fc.nat(40), { maxLength: 12 }).map(counts =>
  counts.map((count, resource) => slice(`r${resource}`, Array.from({ length: count }, (_, index) => `r${resource}-${index}`))));

test('every template is in exactly one part, in order, and no part has more than one run can check', () => {
  fc.assert(fc.property(slices, fc.integer({ min: 1, max: 50 }), (all, most) => {
    const parts = divide(all, most);
    expect(parts.flat().flatMap(({ keys }) => keys)).toEqual(all.flatMap(({ keys }) => keys));
    const sizes = parts.map(part => part.reduce((sum, { keys }) => sum + keys.length, 0));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
    expect(sizes.slice(0, -1).every(size => size === most)).toBe(true);
  }));
});

test('there is one part when there is nothing', () => {
  expect(divide([])).toEqual([[]]);
});

test('a part ends where its schedule\'s input is full', () => {
  const long = slice('r', Array.from({ length: 100 }, (_, index) => `${index}-${'x'.repeat(5_000)}`));
  expect(divide([long]).map(part => part[0].keys.length)).toEqual([19, 19, 19, 19, 19, 5]);
});
