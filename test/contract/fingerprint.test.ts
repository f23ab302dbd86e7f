import { canonical } from '../../src/contract/canonical';
import { fill, PartContent } from '../../src/contract/contract';
import { fingerprint, markersOf, matches } from '../../src/contract/fingerprint';
import { escapedAsSes } from '../support/escaped-as-ses';
import * as fc from '../support/fast-check';

/** Text with all in it that matters to a fingerprint: its own separators, line ends, non-ASCII, whole escapes as SES writes them. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '+', 'm0', '1', '{{x}}', '\n', 'é', '日', '😀', '\\u00e9', '\\u0041') });

/** Text between markers, and with them the values: at least one marker, as the constructs write it. */
const withMarkers = fc.array(text, { minLength: 1, maxLength: 3 }).chain(values => fc.record({
  markers: fc.constant(values),
  content: fc.array(fc.oneof(text, fc.record({ marker: fc.nat(values.length - 1) })), { minLength: 1, maxLength: 6 })
    .filter((pieces): pieces is any => pieces.some(piece => typeof piece === 'object')),
}));

test('content matches its own fingerprint', () => {
  fc.assert(fc.property(text, content => {
    expect(matches(content, fingerprint(content), [])).toBe(true);
  }));
});

test('content with deploy-time values matches its own fingerprint, as declared and as SES returns it', () => {
  fc.assert(fc.property(withMarkers, ({ content, markers }) => {
    const live = fill(content, markers);
    expect(matches(live, fingerprint(content), markers)).toBe(true);
    expect(matches(escapedAsSes(live), fingerprint(content), markers)).toBe(true);
    expect(matches(live.replace(/\n/g, '\r\n'), fingerprint(content), markers)).toBe(true);
  }));
});

test('no other content matches a fingerprint', () => {
  const withoutMarkers = text.map((content): { content: PartContent; markers: string[] } => ({ content, markers: [] }));
  fc.assert(fc.property(fc.oneof(withoutMarkers, withMarkers), text, ({ content, markers }, live) => {
    fc.pre(canonical(live) !== canonical(fill(content, markers)));
    expect(matches(live, fingerprint(content), markers)).toBe(false);
  }));
});

test('content with one character added, removed or changed does not match', () => {
  fc.assert(fc.property(withMarkers, fc.nat(), ({ content, markers }, at) => {
    const live = fill(content, markers);
    const print = fingerprint(content);
    const i = at % (live.length + 1);
    expect(matches(`${live.slice(0, i)}§${live.slice(i)}`, print, markers)).toBe(false);
    if (i < live.length) {
      expect(matches(`${live.slice(0, i)}${live.slice(i + 1)}`, print, markers)).toBe(false);
      expect(matches(`${live.slice(0, i)}§${live.slice(i + 1)}`, print, markers)).toBe(false);
    }
  }));
});

test('content does not match if a deploy-time value changed', () => {
  fc.assert(fc.property(withMarkers, ({ content, markers }) => {
    const changed = markers.map(value => `${value}!`);
    expect(matches(fill(content, markers), fingerprint(content), changed)).toBe(false);
  }));
});

test('the fingerprint is short, distinguishes text from layout, and is the same for CRLF and LF', () => {
  expect(fingerprint('Hello {{name}}')).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint(['https://', { marker: 0 }, '/orders/', { marker: 1 }])).toMatch(/^[0-9a-f]{16} 8\+m0\+8\+m1$/);
  expect(fingerprint('a\r\nb')).toBe(fingerprint('a\nb'));
});

test('a fingerprint names the markers of its part', () => {
  expect(markersOf(fingerprint('m1 + m2'))).toEqual([]);
  expect(markersOf(fingerprint([{ marker: 10 }, ' m1 ', { marker: 2 }, { marker: 10 }]))).toEqual([10, 2, 10]);
});
