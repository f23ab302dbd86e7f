import { Outcome } from '../language/support/peers';

/** What an engine makes of a template: a text, an attribute that it misses, or some other failure. */
export type Reading = { readonly prints: string } | { readonly misses: string } | { readonly fails: true };

/** What AWS does not document, or what the two engines that may be SES's do differently. Only a real account can answer it. */
export interface Question {
  /** Of its row in `docs/template-language-facts.md`. */
  readonly id: string;
  readonly about: string;
  readonly template: string;
  readonly data: object;
  readonly handlebarsJs: Reading;
  readonly handlebarsJava: Reading;
  /** The diagnostic that says so, where the engines differ. */
  readonly reportedAs?: string;
}

export function readingOf(outcome: Outcome): Reading {
  if ('text' in outcome) return { prints: outcome.text };
  const missing = /Attribute '(.*)' is not present in the rendering data/.exec(outcome.failure);
  return missing ? { misses: missing[1] } : { fails: true };
}

const prints = (text: string): Reading => ({ prints: text });
const misses = (attribute: string): Reading => ({ misses: attribute });
const FAILS: Reading = { fails: true };

function question(id: string, about: string, template: string, data: object, reading: Reading): Question {
  return { id, about, template, data, handlebarsJs: reading, handlebarsJava: reading };
}

function difference(
  id: string, about: string, template: string, data: object, handlebarsJs: Reading, handlebarsJava: Reading, reportedAs?: string,
): Question {
  return { id, about, template, data, handlebarsJs, handlebarsJava, reportedAs };
}

export const QUESTIONS: readonly Question[] = [
  // What is missing
  question('missing-name', 'a name that the data lacks', 'a{{x}}', {}, misses('x')),
  difference('missing-field', 'a field that an object lacks', 'a{{o.x}}', { o: { y: 1 } }, prints('a'), misses('o.x'), 'missingAttribute'),
  question('null', 'a value that is null', 'a{{x}}', { x: null }, misses('x')),
  difference('null-field', 'a field that is null', 'a{{o.x}}', { o: { x: null } }, prints('a'), misses('o.x'), 'missingAttribute'),
  question('tested-missing', 'a test of a name that the data lacks', '{{#if x}}a{{else}}b{{/if}}{{#unless o.x}}c{{/unless}}', {}, prints('bc')),
  question('each-missing', 'a loop over a name that the data lacks', '{{#each x}}a{{else}}b{{/each}}', {}, prints('b')),
  difference('section-missing', 'a section about what is missing', '{{#x}}a{{/x}}b', {}, misses('x'), misses('with'), 'ambiguousSection'),
  difference('inverted-section-missing', 'an inverted section about what is missing', '{{^x}}a{{/x}}b', {}, misses('x'), misses('unless'), 'invertedBlock'),
  difference('lookup-missing', 'a lookup that finds nothing', '[{{lookup x "z"}}]', { x: { a: 1 } }, prints('[]'), prints('[{a=1}]'), 'lookupOfNothing'),
  question('unknown-helper', 'a block helper that does not exist', '{{#IF x}}a{{/IF}}', { x: 1 }, misses('IF')),

  // Scopes
  difference('outer-name', 'a name that only an outer scope has', '{{#each x}}{{y}}{{/each}}', { x: [{}], y: 'outer' }, misses('y'), prints('outer'), 'outerName'),
  difference('outer-name-tested', 'the same, tested', '{{#each x}}{{#if y}}{{y}}{{else}}none{{/if}}{{/each}}', { x: [{}], y: 'outer' }, prints('none'), prints('outer'), 'outerName'),
  question('outer-name-this', 'the same with this', '{{#each x}}{{#if this.y}}found{{else}}none{{/if}}{{/each}}', { x: [{}], y: 'outer' }, prints('none')),
  question('parent', '../', '{{#each x}}{{../y}}{{/each}}', { x: [{}], y: 'outer' }, prints('outer')),
  difference('parent-of-partial', '../ out of a partial', '{{#* inline "p"}}[{{../y}}]{{/inline}}{{#with o}}{{> p}}{{/with}}', { o: { a: 1 }, y: 'outer' },
    prints('[]'), prints('[outer]'), 'parentOfPartial'),
  difference('partial-argument-missing', 'a partial\'s argument that is missing, and has the name of an outer value',
    '{{#* inline "p"}}{{#if y}}{{y}}{{else}}none{{/if}}{{/inline}}{{> p y=z}}', { y: 'outer' }, prints('none'), prints('outer'), 'outerName'),
  difference('partial-this', 'this in a partial that is called with arguments', '{{#* inline "p"}}{{this.y}}{{/inline}}{{> p y="argument"}}', { y: 'outer' },
    prints('argument'), prints('outer'), 'thisInPartial'),
  difference('block-parameters', 'this in a block that names its item', '{{#each x as |i|}}{{this.n}}{{/each}}', { x: [{ n: 1 }] }, prints('1'), misses('this.n'), 'nameInNamedBlock'),
  difference('nested-block-parameters', 'a block inside one that names its item', '{{#each x as |i|}}{{#with i.o}}{{n}}{{/with}}{{/each}}',
    { x: [{ o: { n: 'inner' } }], n: 'outer' }, prints('inner'), prints('outer'), 'nameInNamedBlock'),
  difference('else-of-with', 'this in the else of {{#with}}', '{{#with x}}a{{else}}{{this.y}}{{/with}}', { y: 'b' }, prints('b'), misses('this.y'), 'thisInElse'),
  difference('name-in-else-of-with', 'the name of {{#with}} in its else', '{{#with x}}a{{else}}[{{x}}]{{/with}}', { x: '' }, prints('[]'), misses('this.x'), 'thisInElse'),
  difference('data-variable-in-with', 'an @ path of {{#with}} inside it', '{{#with @root.x}}{{@root.x}}{{/with}}', { x: 'a' }, prints('a'), misses('this.@root.x'), 'dataVariableInWith'),
  difference('equal-item', '.. in a loop over a value that equals the one of the loop around it', '{{#each x}}{{#each ../x}}{{..}}{{/each}}{{/each}}', { x: ['a'] },
    prints('[object Object]'), prints('a'), 'parentOfSame'),
  difference('data-with-root', '@root with data that has a root', '{{@root.y}}', { y: 'a', root: { y: 'b' } }, prints('a'), prints('b'), 'dataWithRoot'),
  difference('members', 'size of an object that has none', '{{#if o.size}}{{o.size}}{{else}}none{{/if}}', { o: { a: 1 } }, prints('none'), prints('1'), 'nameOfJava'),

  // Helpers
  difference('inverted-if', '{{^if}}', '{{^if x}}a{{/if}}b', { x: 0 }, prints('ab'), prints('b'), 'invertedBlock'),
  difference('inverted-else', 'an inverted section with else', '{{^x}}a{{else}}b{{/x}}', { x: false }, prints('a'), FAILS, 'invertedBlock'),
  difference('with-zero', '{{#with}} of zero', '{{#with x}}a{{else}}b{{/with}}', { x: 0 }, prints('a'), prints('b'), 'withZero'),
  difference('each-text', 'a loop over a text', '{{#each x}}{{#if @first}}a{{/if}}{{else}}b{{/each}}', { x: 'text' }, prints('b'), prints('a'), 'eachOverText'),
  question('include-zero', 'includeZero', '{{#if x includeZero=true}}a{{else}}b{{/if}}', { x: 0 }, prints('a')),
  question('loop-index', '@index and @key', '{{#each x}}{{@index}}{{@key}}{{/each}}', { x: ['a', 'b'] }, prints('0011')),
  difference('loop-first', '@first, printed', '{{#each x}}{{@first}};{{/each}}', { x: ['a', 'b'] }, prints('true;false;'), prints('first;;'), 'loopVariablePrinted'),
  difference('loop-odd', '@odd', '{{#each x}}{{#if @odd}}odd{{else}}even{{/if}}{{/each}}', { x: ['a', 'b'] }, prints('eveneven'), prints('evenodd'), 'loopVariableOfJava'),

  // Values
  difference('object-printed', 'an object', '{{x}}', { x: { a: 1 } }, prints('[object Object]'), prints('{a=1}'), 'objectPrinted'),
  difference('list-printed', 'a list', '{{x}}', { x: [1, 2] }, prints('1,2'), prints('[1, 2]'), 'objectPrinted'),
  difference('character-of-text', 'a character of a text', '{{x.[0]}}', { x: 'ab' }, prints('a'), misses('x.[0]'), 'characterOfText'),
  difference('number-large', 'a number of ten million and a fraction', '{{x}}', { x: 12345678.9 }, prints('12345678.9'), prints('1.23456789E7'), 'numberNotation'),
  difference('number-small', 'a number below a thousandth', '{{x}}', { x: 0.0001 }, prints('0.0001'), prints('1.0E-4'), 'numberNotation'),
  question('html', 'HTML in a value', '{{x}}{{{x}}}', { x: '<b>' }, prints('<b><b>')),

  // Names and tags
  difference('name-script', 'a name in another script', '{{名前}}', { 名前: 'a' }, prints('a'), FAILS, 'unreadableName'),
  question('name-brackets', 'the same in brackets', '{{[名前]}}', { 名前: 'a' }, prints('a')),
  difference('name-quotes', 'a name in quotes', '{{"x"}}', { x: 'a' }, prints('a'), FAILS, 'unreadableName'),
  difference('name-number', 'a name that is a number', '{{1}}', { 1: 'a' }, prints('a'), FAILS, 'unreadableName'),
  difference('name-as', 'a name that is a keyword', '{{as}}', { as: 'a' }, prints('a'), FAILS, 'unreadableName'),
  difference('name-helper', 'a name that is a helper of handlebars.java', '{{block}}', { block: 'a' }, prints('a'), FAILS, 'nameOfHelper'),
  difference('list-index', 'items.0', '{{x.0}}', { x: ['a'] }, FAILS, prints('a'), 'a syntax error'),
  difference('no-break-space', 'a no-break space in a tag', '{{x\u00a0}}', { x: 'a' }, prints('a'), FAILS, 'unreadableSpace'),
  difference('delimiters', 'other delimiters', '{{=<% %>=}}<% x %>', { x: 'a' }, FAILS, prints('a'), 'a syntax error'),
  question('escape', 'a backslash before a tag', '\\{{x}}', { x: 'a' }, prints('{{x}}')),
  difference('escaped-backslash', 'two backslashes before a tag', '\\\\{{x}}', { x: 'a' }, prints('\\a'), prints('\\{{x}}'), 'unreadableTag'),
  difference('escape-open', 'a backslash before braces that are not closed', '\\{{ {{x}}', { x: 'a' }, prints('{{ a'), FAILS, 'unreadableTag'),
  difference('else-brace', 'a brace after {{else}}', '{{#if x}}a{{else}}}{{/if}}', { x: 1 }, prints('a'), FAILS, 'unreadableTag'),
  difference('comment-tilde', 'a comment with whitespace control', '<{{~! a }}>', {}, prints('<>'), FAILS, 'unreadableTag'),
  question('malformed', 'a block that is not closed', '{{#if x}}a', { x: 1 }, FAILS),
  question('unsubscribe', 'the placeholder of the unsubscribe link', '{{amazonSESUnsubscribeUrl}}', {}, prints('{{amazonSESUnsubscribeUrl}}')),

  // Whitespace
  difference('standalone-block', 'a block whose tags have lines to themselves', '<\n{{#if x}}\na\n{{/if}}\n>', { x: 1 }, prints('<\na\n>'), prints('<\n\na\n\n>')),
  difference('standalone-comment', 'a comment that has a line to itself', '<\n{{! a }}\n>', {}, prints('<\n>'), prints('<\n\n>')),
  question('inline-newline', 'the line break after an inline partial', '{{#* inline "p"}}a{{/inline}}\n<{{> p}}>', {}, prints('\n<a>')),

  // Partials
  difference('partial-indent', 'the indentation of a partial', '{{#* inline "p"}}a\nb{{/inline~}}\n<\n  {{> p}}\n>', {}, prints('<\n  a\n  b>'), prints('<\n  a\nb\n>')),
  difference('argument-twice', 'an argument that is passed twice', '{{#* inline "p"}}{{y}}{{/inline}}{{> p y="a" y="b"}}', {}, prints('a'), prints('b'), 'argumentTwice'),
  question('partial-block', 'a layout', '{{#* inline "p"}}<{{> @partial-block}}>{{/inline}}{{#> p}}a{{/p}}', {}, prints('<a>')),
  question('partial-missing', 'a partial that does not exist', '{{> p}}', {}, FAILS),
];
