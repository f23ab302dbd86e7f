import * as fc from '../support/fast-check';

/** Names of all kinds, those first that data has most often. */
const NAMES = ['a', 'b', 'c', 'item', 'size', 'empty', 'block', 'partial', 'x-y', 'x_1', 'é', '名', 'as', 'root', 'first', 'last', 'index', 'values', '$d', '1a', 'true', 'else'];

const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
);

const segment = fc.oneof({ weight: 8, arbitrary: name }, { weight: 1, arbitrary: name.map(one => `[${one}]`) });

const path = fc.oneof(
  { weight: 10, arbitrary: segment },
  { weight: 4, arbitrary: fc.tuple(segment, segment).map(([one, other]) => `${one}.${other}`) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('this.', './', '../', '../../', '@root.', 'item.', 'i.', 'a.[0].', '../this.'), segment).map(([start, end]) => start + end) },
  { weight: 2, arbitrary: fc.constantFrom('this', '.', '@root', 'item', 'i', 'n', 'a.[0]', 'a.length', '../a.b') },
  { weight: 1, arbitrary: fc.constantFrom('@index', '@key', '@first', '@last', '@odd', '@even', '@../index', '@../key') },
);

const literal = fc.constantFrom('"text"', '\'t\'', '""', '0', '7', '1.5', '-1', 'true', 'false', 'null', '"a b"', '"名"');

const argument: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: path },
  { weight: 1, arbitrary: literal },
  { weight: 1, arbitrary: fc.tuple(path, fc.oneof(path, literal)).map(([of, key]) => `(lookup ${of} ${key})`) },
);

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'x', ' ', '\n', '  ', 'x\n', '\ny', ' word ', '<p>', '</p>', '\t', '\r\n', '🙂', 'é', '\u00a0') },
  { weight: 1, arbitrary: fc.constantFrom('{', '}', '\\', '\\\\', '{ ', ' }', '\\{{x}}', '\\{{', '}}', '|', '&amp;', '\'', '"', '{{!-- {{a}} --}}', '{{! x }}', '{{~! x }}', '{{! }}') },
);

const tilde = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constant('~') });
const space = fc.oneof({ weight: 12, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(' ', '\n', '\u00a0', '\t') });

const tag = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(tilde, space, path, space, tilde).map(([left, before, of, after, right]) => `{{${left}${before}${of}${after}${right}}}`) },
  { weight: 1, arbitrary: fc.tuple(path).map(([of]) => `{{{${of}}}}`) },
  { weight: 1, arbitrary: fc.tuple(path).map(([of]) => `{{&${of}}}`) },
  { weight: 1, arbitrary: fc.tuple(path, fc.oneof(path, literal)).map(([of, key]) => `{{lookup ${of} ${key}}}`) },
  { weight: 1, arbitrary: literal.map(of => `{{${of}}}`) },
  { weight: 1, arbitrary: fc.constantFrom('{{amazonSESUnsubscribeUrl}}', '{{log a}}') },
);

const hash = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.tuple(name, argument).map(([key, value]) => ` ${key}=${value}`) },
  { weight: 1, arbitrary: fc.tuple(name, argument, name, argument).map(([k1, v1, k2, v2]) => ` ${k1}=${v1} ${k2}=${v2}`) },
);

const call = fc.tuple(fc.constantFrom('p', 'q'), fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: argument.map(of => ` ${of}`) }), hash, tilde)
  .map(([partial, of, args, left]) => `{{${left}> ${partial}${of}${args}}}`);

/** Templates of all that either engine reads, and some that neither does. `partials` lets them call `p` and `q`. */
export function engineTemplates(partials: boolean, depth = 4): fc.Arbitrary<string> {
  return fc.letrec<{ program: string; node: string; block: string }>(tie => ({
    program: fc.array(tie('node'), { maxLength: 5 }).map(nodes => nodes.join('')),
    node: fc.oneof(
      { maxDepth: depth, depthIdentifier: 'engines' },
      { weight: 4, arbitrary: text },
      { weight: 5, arbitrary: tag },
      { weight: 4, arbitrary: tie('block') },
      ...partials ? [{ weight: 2, arbitrary: call }] : [],
    ),
    block: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(fc.constantFrom('if', 'unless', 'each', 'with', 'each', 'with'), argument, fc.constantFrom('', '', '', '', ' includeZero=true'), tie('program'), fc.option(tie('program')), fc.tuple(tilde, tilde, tilde, tilde), fc.constantFrom('else', 'else', 'else', '^'))
          .map(([helper, of, zero, body, otherwise, [t1, t2, t3, t4], word]) =>
            `{{${t1}#${helper} ${of}${helper === 'if' || helper === 'unless' ? zero : ''}${t2}}}${body}${otherwise === null ? '' : `{{${t3}${word}}}${otherwise}`}{{${t4}/${helper}}}`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(argument, argument, tie('program'), tie('program'), tie('program'), fc.constantFrom('if', 'unless', 'each', 'with'))
          .map(([one, other, first, second, last, helper]) => `{{#if ${one}}}${first}{{else ${helper} ${other}}}${second}{{else}}${last}{{/if}}`),
      },
      { weight: 1, arbitrary: fc.tuple(argument, fc.constantFrom('item', 'item i', 'a', 'é'), tie('program')).map(([of, params, body]) => `{{#each ${of} as |${params}|}}${body}{{/each}}`) },
      { weight: 1, arbitrary: fc.tuple(argument, fc.constantFrom('n', 'item', 'b'), tie('program')).map(([of, param, body]) => `{{#with ${of} as |${param}|}}${body}{{/with}}`) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom('#', '^'), path, tie('program')).map(([sigil, of, body]) => `{{${sigil}${of}}}${body}{{/${of}}}`) },
      { weight: 1, arbitrary: fc.tuple(path, tie('program')).map(([of, body]) => `{{^if ${of}}}${body}{{/if}}`) },
    ),
  })).program;
}

/** Data with the same names on several levels, now and then missing, null, or of a value that the engines print differently. */
export const engineData: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{ object: Record<string, unknown>; value: unknown }>(tie => ({
  object: fc.record({ a: tie('value'), b: tie('value'), c: tie('value') }, { requiredKeys: [], noNullPrototype: true })
    .chain(plain => fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 2, noNullPrototype: true }).map(odd => ({ ...plain, ...odd }))),
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom<unknown>('text', 'x', 7, true, 'a', '1') },
    { weight: 2, arbitrary: fc.constantFrom<unknown>('', 0, false, null, 19.9, 12345678.9, 0.0001, 1e21, -3, 2147483648, 'two\nlines', ' ') },
    { weight: 5, arbitrary: tie('object') },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
})).object;
