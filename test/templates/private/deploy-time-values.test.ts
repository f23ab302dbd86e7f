import { Lazy } from 'aws-cdk-lib';
import { fill } from '../../../src/contract/contract';
import { Markers } from '../../../src/templates/private/deploy-time-values';
import { piecesOf } from '../../../src/templates/private/token-pieces';
import * as fc from '../../support/fast-check';
import { testStack } from '../../support/synth';

const values = ['https://example.com', '', '{{name}} é'];
const tokens = values.map(value => Lazy.string({ produce: () => value }));

/** Text of what tokens and markers are made of themselves. */
const literal = fc.string({
  unit: fc.constantFrom('a', '$', '{', '}', '${', '#{', 'Token[', ']', '"', '\\', '{"marker":0}', '{{x}}', '日', '\n'), minLength: 1,
});

test('filling the markers gives the text with the values, in any context', () => {
  fc.assert(fc.property(fc.array(fc.oneof(literal, fc.nat(tokens.length - 1))), pieces => {
    fc.pre(!/[$#]\{Token\[a+\]\}/.test(pieces.map(piece => typeof piece === 'string' ? piece : '|').join('')));
    const text = pieces.map(piece => typeof piece === 'string' ? piece : tokens[piece]).join('');
    const expected = pieces.map(piece => typeof piece === 'string' ? piece : values[piece]).join('');
    const order = [...new Set(pieces.filter(piece => typeof piece !== 'string'))];

    const markers = new Markers();
    const content = markers.upload(markers.number(piecesOf(text)), 'html');
    expect(fill(content, order.map(index => values[index]))).toBe(expected);
    expect(markers.fill(markers.number(piecesOf(text)))).toBe(text);
  }));
});

test('the content has no empty and no adjacent texts, and is a plain string if it has no markers', () => {
  const [first, second] = tokens;
  expect(new Markers().number(piecesOf(`${first}${second}${first}`))).toEqual([{ marker: 0 }, { marker: 1 }, { marker: 0 }]);
  expect(new Markers().number(['a', '', 'b', ...piecesOf(`${second}c`), 'd'])).toEqual(['ab', { marker: 0 }, 'cd']);
  expect(new Markers().number(['a', 'b'])).toBe('ab');
});

test('only uploaded content has values in the properties, in order of first appearance', () => {
  const stack = testStack();
  const markers = new Markers();
  const [unused, second, first] = tokens.map(token => markers.number(piecesOf(token)));

  expect(unused).toEqual([{ marker: 0 }]);
  expect(markers.values()).toBeUndefined();
  expect([first, second, first].map(content => markers.upload(content, 'html'))).toEqual([[{ marker: 0 }], [{ marker: 1 }], [{ marker: 0 }]]);
  expect(stack.resolve(markers.values())).toEqual([values[2], values[1]]);
});
