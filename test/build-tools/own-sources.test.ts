import { decode, encode } from '@jridgewell/sourcemap-codec';
import { withoutPackages } from '../../build-tools/own-sources';

const map = {
  version: 3,
  sources: ['../node_modules/sdk/index.js', '../lambda/index.ts', '../node_modules/@scope/sdk/index.js', '../src/limits.ts'],
  names: ['send', 'handler', 'MAX'],
};

test('keeps only the segments of a source map that lead to this library\'s sources', () => {
  const mappings = encode([
    [[0, 0, 0, 0, 0], [10, 0, 0, 9], [20, 1, 0, 0, 1], [30, 1, 1, 4], [40, 2, 7, 0], [50, 0, 3, 0]],
    [[0, 3, 2, 0, 2], [5, 2, 0, 0], [9, 3, 3, 1]],
  ]);

  const own = withoutPackages({ ...map, mappings });

  expect(own).toEqual({ version: 3, sources: ['../lambda/index.ts', '../src/limits.ts'], names: ['handler', 'MAX'], mappings: own.mappings });
  expect(decode(own.mappings)).toEqual([
    [[20, 0, 0, 0, 0], [30, 0, 1, 4], [40]],
    [[0, 1, 2, 0, 1], [5], [9, 1, 3, 1]],
  ]);
});

test('keeps nothing of a source map with packages only', () => {
  const own = withoutPackages({ ...map, mappings: encode([[[0, 0, 0, 0], [8, 2, 0, 0]], [[0, 2, 1, 0]]]) });

  expect(own).toMatchObject({ sources: [], names: [] });
  expect(decode(own.mappings).flat()).toEqual([]);
});
