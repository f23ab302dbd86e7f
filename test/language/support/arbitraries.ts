import * as Handlebars from 'handlebars';
import { EmailContent, Rendering } from '../../../src/language';
import * as fc from '../../support/fast-check';

/** Few names, so that templates and data often match. */
const NAMES = ['a', 'b', 'c'];
const name = fc.constantFrom(...NAMES);

const plainPaths = fc.oneof(
  { weight: 8, arbitrary: name },
  // Without "this": in Handlebars, it is an empty object in a block of a partial that is called without a context.
  { weight: 1, arbitrary: fc.constantFrom('./a', '@root.a', '[a]', 'b.a') },
);

const allPaths = fc.oneof(
  { weight: 6, arbitrary: name },
  { weight: 2, arbitrary: fc.tuple(name, name).map(([one, other]) => `${one}.${other}`) },
  { weight: 1, arbitrary: fc.constantFrom('this', '.', './a', 'this.b', '../a', '../../b', '../c.a', '@root.a', '@root.b.c', '[a]', 'a.[b]', 'a.length') },
  { weight: 1, arbitrary: fc.constantFrom('@index', '@key', '@first', '@last', '@../index', 'x', 'x.a', 'y') },
);

const literals = fc.constantFrom('"text"', '\'t\'', '7', '0', 'true', 'false', '(lookup a "b")', '(lookup this b)');

const texts = fc.oneof(
  fc.constantFrom('', ' ', '\n', '  ', '\n\n', '\r\n', ' \n ', '\t\n', 'x', 'word ', '\nline\n', '  in\n', '{', '}', '{ ', ' }', '\\', '\\\\', '<p>', 'é🙂'),
  fc.array(fc.constantFrom(' ', '\n', 'x', '{', '}', '\t', '\\'), { maxLength: 5 }).map(characters => characters.join('')),
);

/** Whitespace control: rare, on either side. */
const tilde = fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constant('~') });

export interface TemplateOptions {
  /** Names of partials that may be called. */
  readonly partials?: readonly string[];
  readonly layouts?: readonly string[];
  readonly depth?: number;
  /** Only paths that often exist. */
  readonly plain?: boolean;
}

/** The number of examples of a property. `RUNS=100000` tries many. */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: Number(process.env.RUNS ?? usual) };
}

/** Templates as text; some are invalid. */
export function templates({ partials = [], layouts = [], depth = 3, plain = false }: TemplateOptions = {}): fc.Arbitrary<string> {
  const paths = plain ? plainPaths : allPaths;
  const argument = fc.oneof({ weight: 6, arbitrary: paths }, { weight: 1, arbitrary: literals });
  const { program } = fc.letrec<{ program: string; block: string; item: string; tag: string }>(tie => ({
    program: fc.array(tie('item'), { maxLength: 5 }).map(items => items.join('')),
    item: fc.oneof(
      { maxDepth: depth, depthIdentifier: 'template' },
      { weight: 4, arbitrary: texts },
      { weight: 3, arbitrary: tie('tag') },
      { weight: 2, arbitrary: tie('block') },
    ),
    tag: fc.oneof(
      { weight: 6, arbitrary: fc.tuple(tilde, paths, tilde).map(([left, path, right]) => `{{${left}${path}${right}}}`) },
      { weight: 1, arbitrary: fc.tuple(argument, argument).map(([of, key]) => `{{lookup ${of} ${key}}}`) },
      { weight: 1, arbitrary: fc.tuple(tilde, tilde).map(([left, right]) => `{{${left}! note ${right}}}`) },
      { weight: 1, arbitrary: fc.constantFrom('{{!-- {{a}} --}}', '\\{{a}}', '\\{{a}} \\{{b}}', '{{amazonSESUnsubscribeUrl}}') },
      ...partials.length > 0 ? [{ weight: 4, arbitrary: calls(partials) }] : [],
    ),
    block: fc.oneof(
      fc.tuple(fc.constantFrom('if', 'unless', 'each', 'with'), argument, tie('program'), fc.option(tie('program')), fc.tuple(tilde, tilde, tilde, tilde, tilde, tilde))
        .map(([helper, of, body, otherwise, [t1, t2, t3, t4, t5, t6]]) =>
          `{{${t1}#${helper} ${of}${t2}}}${body}${otherwise === null ? '' : `{{${t3}else${t4}}}${otherwise}`}{{${t5}/${helper}${t6}}}`),
      fc.tuple(argument, argument, tie('program'), tie('program'), tie('program'))
        .map(([one, other, first, second, last]) => `{{#if ${one}}}${first}{{else if ${other}}}${second}{{else}}${last}{{/if}}`),
      fc.tuple(name, fc.constantFrom('x', 'x y'), tie('program')).map(([of, params, body]) => `{{#each ${of} as |${params}|}}${body}{{/each}}`),
      fc.tuple(name, tie('program')).map(([of, body]) => `{{#with ${of} as |x|}}${body}{{/with}}`),
      fc.tuple(fc.constantFrom('#', '^'), name, tie('program')).map(([sigil, of, body]) => `{{${sigil}${of}}}${body}{{/${of}}}`),
      ...layouts.length > 0 ? [
        fc.tuple(fc.constantFrom(...layouts), fc.constantFrom('', ' b', ' a="A"'), tie('program'), fc.option(tie('program')))
          .map(([layout, args, body, override]) => `{{#> ${layout}${args}}}${override === null ? '' : `{{#* inline "slot"}}${override}{{/inline}}{{! }}`}${body}{{/${layout}}}`),
      ] : [],
    ),
  }));
  return program;
}

function calls(partials: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...partials), fc.constantFrom('', ' a', ' this', ' b=c', ' a="A"', ' c a=b.c'), tilde, tilde)
    .map(([called, args, left, right]) => `{{${left}> ${called}${args}${right}}}`);
}

/** Data that often matches the templates. */
export const data: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{ object: Record<string, unknown>; value: unknown }>(tie => ({
  object: fc.oneof(
    { maxDepth: 4 },
    { weight: 1, arbitrary: fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }) },
    { weight: 3, arbitrary: fc.record({ a: tie('value'), b: tie('value'), c: tie('value') }, { noNullPrototype: true }) },
  ),
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<unknown>('text', '', 0, 7, true, false, 'two\nlines', 'a'),
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).object;

/** The rendering, unless it contains an outer value that only handlebars.java finds. */
export function likeHandlebarsJs({ email, warnings }: Rendering): EmailContent | undefined {
  return warnings.some(({ id }) => /:(outerName|parentOfPartial|argumentTwice)$/.test(id)) ? undefined : email;
}

/**
 * Handlebars itself, as the oracle. It escapes, because it otherwise adds adjacent numbers. The data above contains nothing
 * that is escaped.
 */
export function oracle(template: string, values: unknown, partials: Record<string, string> = {}): string {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('amazonSESUnsubscribeUrl', () => '{{amazonSESUnsubscribeUrl}}');
  return handlebars.compile(template, { preventIndent: Object.keys(partials).length > 0 })(values, { partials: { ...partials } });
}
