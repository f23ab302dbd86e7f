import { Lazy } from 'aws-cdk-lib';
import fc from 'fast-check';
import { fill } from '../../src/private/contract';
import { Markers } from '../../src/synth/markers';
import { piecesOf } from '../../src/synth/pieces';

const values = ['https://example.com', '', '{{name}} é'];
const tokens = values.map(value => Lazy.string({ produce: () => value }));

/** Text of what tokens and markers are made of themselves. */
const literal = fc.string({
  unit: fc.constantFrom('a', '$', '{', '}', '${', '#{', 'Token[', ']', '"', '\\', '{"marker":0}', '{{x}}', '日', '\n'), minLength: 1,
});

test('whatever stands around tokens, filling the markers gives the text with the values in it', () => {
  fc.assert(fc.property(fc.array(fc.oneof(literal, fc.nat(tokens.length - 1))), pieces => {
    fc.pre(!/[$#]\{Token\[a+\]\}/.test(pieces.map(piece => typeof piece === 'string' ? piece : '|').join('')));
    const text = pieces.map(piece => typeof piece === 'string' ? piece : tokens[piece]).join('');
    const expected = pieces.map(piece => typeof piece === 'string' ? piece : values[piece]).join('');
    const order = [...new Set(pieces.filter(piece => typeof piece !== 'string'))];

    const content = new Markers().replace(piecesOf(text), 'html');
    expect(fill(content, order.map(index => values[index]))).toBe(expected);
  }));
});

test('the content has no empty text and no two texts side by side, and is a plain string without markers', () => {
  const [first, second] = tokens;
  expect(new Markers().replace(piecesOf(`${first}${second}${first}`), 'html')).toEqual([{ marker: 0 }, { marker: 1 }, { marker: 0 }]);
  expect(new Markers().replace(['a', '', 'b', ...piecesOf(`${second}c`), 'd'], 'html')).toEqual(['ab', { marker: 0 }, 'cd']);
  expect(new Markers().replace(['a', 'b'], 'html')).toBe('ab');
});
