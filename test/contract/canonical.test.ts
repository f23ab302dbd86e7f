import { canonical } from '../../src/contract/canonical';
import { escapedAsSes } from '../support/escaped-as-ses';
import * as fc from '../support/fast-check';

test('content has the same canonical form before and after SES stores it', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), content => {
    expect(canonical(escapedAsSes(content))).toBe(canonical(content));
  }));
});

test('emoji become two escapes, in upper or lower case', () => {
  expect(canonical('\\ud83d\\uDE00')).toBe('😀');
});

test('CRLF and LF are equal, a lone CR is not', () => {
  expect(canonical('a\r\nb')).toBe(canonical('a\nb'));
  expect(canonical('a\rb')).not.toBe(canonical('a\nb'));
});

test('ASCII text is its own canonical form, even if it looks like an escape', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab{}\\u01"< \n') }), content => {
    fc.pre(!/\\u[0-9a-f]{4}/i.test(content));
    expect(canonical(content)).toBe(content);
  }));
  expect(canonical('\\u12, \\u, \\U0041, u0041')).toBe('\\u12, \\u, \\U0041, u0041');
});

test('an escape of an ASCII character is text, because SES never writes one', () => {
  expect(canonical('\\u0041 \\u007f \\u0080')).toBe('\\u0041 \\u007f \x80');
});
