import { EmailConflictPolicy, EmailDriftPolicy } from '../../src';
import { CONFLICT_POLICIES, DRIFT_POLICIES, fill, PartContent, readAssetLine, writeAsset } from '../../src/contract/contract';
import * as fc from '../support/fast-check';

test('constructs and function have the same policies', () => {
  expect(Object.values(EmailConflictPolicy)).toEqual([...CONFLICT_POLICIES]);
  expect(Object.values(EmailDriftPolicy)).toEqual([...DRIFT_POLICIES]);
});

test('replaces every marker with its value, even an empty one, and nothing else', () => {
  expect(fill(['a', { marker: 1 }, { marker: 0 }, 'b', { marker: 1 }], ['', '{"marker":0}'])).toBe('a{"marker":0}b{"marker":0}');
  expect(fill('{"marker":0}', ['x'])).toBe('{"marker":0}');
});

test('a marker without a value is an error', () => {
  expect(() => fill(['a', { marker: 2 }], ['x'])).toThrow(new Error('the asset uses marker 2, but the properties have 1 marker(s)'));
});

test('the asset is JSON, and any template can be read from its own line', () => {
  const part: fc.Arbitrary<PartContent> = fc.oneof(fc.string({ unit: 'binary' }), fc.constant<PartContent>(['a\n', { marker: 0 }]));
  const template = fc.record({ Subject: part, Html: part, SampleData: fc.dictionary(fc.string(), fc.string()) }, { requiredKeys: ['Subject'] });
  fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary' }), template), templates => {
    const text = writeAsset({ templates });
    expect(JSON.parse(text)).toEqual({ templates: JSON.parse(JSON.stringify(templates)) });
    const read = text.split('\n').map(readAssetLine).filter(line => line !== undefined);
    expect(read.map(({ key, parse }) => [key, parse()])).toEqual(Object.entries(JSON.parse(JSON.stringify(templates))));
  }));
});
