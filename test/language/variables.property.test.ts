import * as fc from '../support/fast-check';
import { runs, templates } from './support/arbitraries';
import { dice, requiredPaths, satisfy, without } from './support/satisfy';
import { CompiledEmail, compileEmail, renderEmail, Variable } from '../../src/language';

function compile(text: string): CompiledEmail | undefined {
  return compileEmail({ subject: { content: 's' }, text: { content: text } }).email;
}

function errors(email: CompiledEmail, data: unknown): string[] {
  return renderEmail(email, data).errors.map(error => error.message);
}

test('data that satisfies the variables renders', () => {
  const isPlain = ({ fields, item }: Variable): boolean => !(item && fields.length > 0) && fields.every(isPlain) && (!item || isPlain(item));
  // What is both an object and a list is left out, and the data itself taken for a list.
  const partials = '{{#* inline "p"}}{{a}}{{/inline}}{{#* inline "q"}}{{#each b}}{{c}}{{/each}}{{/inline}}';
  const texts = templates({ partials: ['p', 'q'] }).map(text => partials + text)
    .filter(text => !/lookup|#each (this|\.|@root)/.test(text) && compile(text)?.variables.every(isPlain) === true);

  fc.assert(fc.property(texts, fc.nat(), (text, seed) => {
    const email = compile(text)!;
    const data = satisfy(email.variables, dice(seed));
    expect({ data, errors: errors(email, data) }).toEqual({ data, errors: [] });
  }), runs(1_000));
});

/** Of `s` and `t`, texts; `o`, an object of them; `l`, a list of such. An object that must be there is never tested to be empty. */
const consistent = fc.letrec<{ program: string; item: string }>(tie => ({
  program: fc.array(tie('item'), { maxLength: 3 }).map(items => items.join('')),
  item: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('{{s}}', '{{t}}', '{{o.s}}', '{{o.t}}', '{{@root.s}}', '{{> p o}}', '{{> r}}', '{{> r s=t}}'),
    fc.tuple(fc.constantFrom('s', 't', 'o.t', '@root.t'), tie('program'), tie('program')).map(([of, yes, no]) => `{{#if ${of}}}${yes}{{else}}${no}{{/if}}`),
    fc.tuple(fc.constantFrom('s', 't'), tie('program')).map(([of, body]) => `{{#unless ${of}}}${body}{{/unless}}`),
    fc.tuple(fc.constantFrom('o', 'o.o'), tie('program')).map(([of, body]) => `{{#if ${of}}}${body}{{/if}}`),
    fc.tuple(fc.constantFrom('#with o', '#each l', '#each l as |x i|', '#with o as |x|'), fc.constantFrom('{{s}}', '{{../s}}', '{{x.t}}', ''), tie('program'))
      .map(([open, used, body]) => `{{${open}}}${/x/.test(used) && !/x/.test(open) ? '' : used}${body}{{/${open.slice(1, 5)}}}`),
  ),
})).program;

test('without a required variable, some email cannot be rendered', () => {
  const partials = '{{#* inline "p"}}{{s}}{{/inline}}{{#* inline "r"}}{{#if s}}{{s}}{{else}}{{t}}{{/if}}{{/inline}}';
  const texts = consistent.map(text => partials + text).filter(text => compile(text) !== undefined);

  fc.assert(fc.property(texts, fc.nat(), (text, seed) => {
    const email = compile(text)!;
    for (const path of requiredPaths(email.variables)) {
      expect({ path, fails: failsWithout(path, email, seed) }).toEqual({ path, fails: true });
    }
  }), runs(500));
});

function failsWithout(path: readonly string[], email: CompiledEmail, seed: number): boolean {
  for (let attempt = 0; attempt < 5_000; attempt++) {
    const data = without(satisfy(email.variables, dice(seed + attempt)), path);
    if (data === undefined) continue;
    const { errors: failures, warnings } = renderEmail(email, data);
    // handlebars.java may find a value further out.
    if (failures.length > 0 || warnings.some(({ id }) => id.endsWith(':outerName'))) return true;
  }
  return false;
}
