import { canonical } from '../../src/contract/canonical';
import { escapedAsSes } from '../support/escaped-as-ses';
import * as fc from '../support/fast-check';

test('what SES gives back of a content has the same canonical form as the content', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), content => {
    expect(canonical(escapedAsSes(content))).toBe(canonical(content));
  }));
});

test('emoji come back as two escapes, in either case', () => {
  expect(canonical('\\ud83d\\uDE00')).toBe('😀');
});

test('CRLF and LF are the same, a lone CR is not', () => {
  expect(canonical('a\r\nb')).toBe(canonical('a\nb'));
  expect(canonical('a\rb')).not.toBe(canonical('a\nb'));
});

test('plain ASCII is its own canonical form, also where it resembles an escape', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab{}\\u01"< \n') }), content => {
    fc.pre(!/\\u[0-9a-f]{4}/i.test(content));
    expect(canonical(content)).toBe(content);
  }));
  expect(canonical('\\u12, \\u, \\U0041, u0041')).toBe('\\u12, \\u, \\U0041, u0041');
});

test('SES escapes no ASCII, so an escape of it is somebody\'s text', () => {
  expect(canonical('\\u0041 \\u007f \\u0080')).toBe('\\u0041 \\u007f \x80');
});
