import { diagnosticsOf } from './support/describe';

const markup = (position: string, ...names: string[]) =>
  `${position} warning htmlVariableInMarkup: SES does not escape HTML: a < or & in the value of ${names.map(name => `{{${name}}}`).join(', ')} breaks the email, ` +
  'and a value that a stranger typed can put links of their own into it. | Escape &, <, > and quotes in these values before you send them. ' +
  `If a value is HTML on purpose, or is escaped, write three braces, {{{${names[0]}}}}: SES prints the same.`;

const address = (position: string, attribute: string, value: string) =>
  `${position} warning urlVariableWithoutScheme: ${value} is the beginning of the address in ${attribute}: whoever sets it decides where that leads, ` +
  'even to javascript:, and a value without https:// leads nowhere. ' +
  `| Write the beginning in the template, such as ${attribute}="https://example.com/${value}". If your code makes the whole address, acknowledge this.`;

const relative = (position: string, attribute: string, prefix: string) =>
  `${position} warning urlVariableWithoutScheme: The address in ${attribute} begins with "${prefix}" instead of https://, and an email has no page that it could be relative to. ` +
  '| Write the whole address, beginning with https://.';

const unsafe = (position: string, value: string, place: string, advice: string) =>
  `${position} warning htmlVariableInUnsafePlace: ${value} stands ${place}, where escaping HTML in its value does not help. | ${advice}`;

const unquoted = (position: string, value: string) => unsafe(position, value, 'in an attribute without quotes', 'Put the attribute\'s value in quotes.');
const inTag = (position: string, value: string) => unsafe(position, value, 'inside of a tag, but in no attribute',
  'Put it into the quotes of an attribute, or decide with {{#if}} between texts that stand in the template.');
const inStyle = (position: string, value: string) => unsafe(position, value, 'in a style sheet',
  'Decide with {{#if}} between styles that stand in the template, or acknowledge this if the values are your own.');
const inScript = (position: string, value: string) => unsafe(position, value, 'in a script',
  'Mail programs run no scripts. Remove it, or, if it is data for machines (JSON-LD), make sure that the value is valid there.');

const CASES: Array<[html: string, ...expected: string[]]> = [
  ['Plain'],
  ['<p>{{name}}</p>', markup('1:4', 'name')],
  ['{{name}} {{ order.id }} {{~name~}}', markup('1:1', 'name', 'order.id')],
  ['{{{body}}} {{&body}}'],
  ['<p title="{{name}}">{{{body}}}</p>', markup('1:11', 'name')],
  ['<p>{{lookup labels "x"}}</p>', markup('1:4', 'lookup labels "x"')],
  ['{{#each items}}<li>{{name}} {{@index}} {{@key}}</li>{{/each}}', markup('1:20', 'name')],
  ['<p>{{#if x}}{{else}}{{name}}{{/if}}</p>', markup('1:21', 'name')],
  ['{{amazonSESUnsubscribeUrl}} {{ses:openTracker}}'],
  ['<a href="{{url}}">x</a>', markup('1:10', 'url'), address('1:10', 'href', '{{url}}')],
  ['<a href = "{{url}}">x</a>', markup('1:12', 'url'), address('1:12', 'href', '{{url}}')],
  ['<A HREF=\'{{url}}\'>x</A>', markup('1:10', 'url'), address('1:10', 'href', '{{url}}')],
  ['<a class="b" href="{{url}}?a={{b}}">x</a>', markup('1:20', 'url', 'b'), address('1:20', 'href', '{{url}}')],
  ['<a href="https://x.com/{{id}}">x</a>', markup('1:24', 'id')],
  ['<a href="  https://x.com/{{{id}}}">x</a>'],
  ['<a href="mailto:{{{email}}}">x</a>'],
  ['<a href="#{{{anchor}}}">x</a>'],
  ['<a href="/shop/{{{id}}}">x</a>', relative('1:16', 'href', '/shop/')],
  ['<a href="//x.com/{{{id}}}">x</a>', relative('1:18', 'href', '//x.com/')],
  ['<a href="www.x.com/{{{id}}}">x</a>', relative('1:20', 'href', 'www.x.com/')],
  ['<a href="{{#if a}}https://x{{else}}{{{b}}}{{/if}}">x</a>', address('1:36', 'href', '{{{b}}}')],
  ['<a href="{{amazonSESUnsubscribeUrl}}">x</a>'],
  ['<a href="{{amazonSESUnsubscribeUrl}}?{{{x}}}">x</a>'],
  ['<img src="{{{logo}}}">', address('1:11', 'src', '{{{logo}}}')],
  ['<table background="{{{bg}}}">', address('1:20', 'background', '{{{bg}}}')],
  ['<v:fill src="{{{bg}}}"/>', address('1:14', 'src', '{{{bg}}}')],
  ['<img src={{logo}}>', address('1:10', 'src', '{{logo}}'), unquoted('1:10', '{{logo}}')],
  ['<td width={{w}}>x</td>', unquoted('1:11', '{{w}}')],
  ['<td width=1{{w}}>{{{x}}}</td>', unquoted('1:12', '{{w}}')],
  ['<td {{attributes}}>{{{x}}}</td>', inTag('1:5', '{{attributes}}')],
  ['<{{{tag}}}>{{{x}}}', inTag('1:2', '{{{tag}}}')],
  ['<style>a{color:{{color}} }</style>{{{x}}}', inStyle('1:16', '{{color}}')],
  ['<STYLE type="text/css">a{color:{{color}} }</Style >{{{x}}}', inStyle('1:32', '{{color}}')],
  ['<td style="color:{{{color}}}">x</td>'],
  ['<script>var a={{a}} </script>{{{x}}}', inScript('1:15', '{{a}}')],
  ['<!-- {{note}} -->{{{x}}}', markup('1:6', 'note')],
  ['<!-- {{{note}}} <td {{{x}}} --><b {{x}}>', inTag('1:35', '{{x}}')],
  ['<!--[if mso]><a href="{{{url}}}"><![endif]--><p>{{{x}}}</p>', address('1:23', 'href', '{{{url}}}')],
  ['<!--[if !mso]><!--><b {{x}}>{{{x}}}</b><!--<![endif]-->', inTag('1:23', '{{x}}')],
  ['<!doctype html><br/>{{{x}}}<hr>{{{y}}}'],
  ['a < b {{{c}}} <3 {{{d}}} </ {{{e}}}'],
  ['<input value="a>b {{{x}}}" {{x}}>', inTag('1:28', '{{x}}')],
  ['{{#if a}}<a href="https://x.com">{{else}}<a href="{{{u}}}">{{/if}}{{{n}}}</a>', address('1:51', 'href', '{{{u}}}')],
  ['{{#* inline "b"}}<a href="{{{url}}}">{{{t}}}</a>{{/inline}}{{> b}}{{> b}}', address('1:27', 'href', '{{{url}}}')],
  ['{{#* inline "v"}}{{x}}{{/inline}}<b {{> v}}>', inTag('1:18', '{{x}}')],
  ['<a href="{{#* inline "z"}}https://{{/inline}}{{> z}}{{{x}}}">y</a>'],
];

test.each(CASES)('%j', (html, ...expected) => {
  expect(diagnosticsOf({ html, text: 'Text' }).filter(diagnostic => !diagnostic.includes('differentVariables'))).toEqual(expected);
});

test('many variables are not all named', () => {
  const html = Array.from({ length: 10 }, (_, index) => `{{v${index}}}`).join(' ');
  expect(diagnosticsOf({ html, text: html })[0]).toContain('the value of {{v0}}, {{v1}}, {{v2}}, {{v3}}, {{v4}}, {{v5}}, {{v6}}, {{v7}} and 2 more breaks');
});
