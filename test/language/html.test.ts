import { diagnosticsOf } from './support/describe';

const ESCAPE = 'Escape &, <, >, " and \' in the code that sends the email: value.replace(/[&<>"\']/g, c => `&#${c.charCodeAt()};`) in JavaScript, html.escape(value) in Python. ' +
  'For a value that is intentionally HTML, or that you escape, write three braces';
const named = (names: string[]) => names.map(name => `{{${name}}}`).join(', ').replace(/, (?=[^,]*$)/, ' and ');
const markup = (position: string, ...names: string[]) =>
  `${position} info htmlVariableInMarkup: SES does not escape HTML, so a < or & in the value of ${named(names)} changes the email. | ${ESCAPE}: {{{${names[0]}}}}.`;
const typed = (position: string, ...names: string[]) =>
  `${position} warning htmlVariableInMarkup: SES does not escape HTML, so a < or & in the value of ${named(names)} changes the email, ` +
  `and people who type such text can insert their own links. | ${ESCAPE}: {{{${names[0]}}}}.`;

const relative = (position: string, attribute: string, prefix: string) =>
  `${position} warning relativeAddress: The URL in ${attribute} begins with "${prefix}" instead of https://, and an email has no page that it could be relative to. ` +
  '| Write the full URL, starting with https://.';

const unsafe = (position: string, value: string, place: string, advice: string) =>
  `${position} warning htmlVariableInUnsafePlace: ${value} is ${place}, where escaping its value does not help. | ${advice}`;
const unquoted = (position: string, value: string) => unsafe(position, value, 'in an attribute without quotes', 'Put the value of the attribute in quotes.');
const inTag = (position: string, value: string) => unsafe(position, value, 'inside a tag, but not in an attribute',
  'Put it in a quoted attribute, or use {{#if}} to choose between fixed texts.');
const inScript = (position: string, value: string) => unsafe(position, value, 'in a script', 'Remove the script: email clients do not run scripts.');
const curly = (position: string, text: string, fix: string) =>
  `${position} warning curlyQuotesInHtml: ${text} has curly quotes, which word processors insert and HTML does not treat as quotes. | Write ${fix}.`;

const CASES: Array<[html: string, ...expected: string[]]> = [
  ['Plain'],
  // What values do to HTML
  ['<p>{{name}}</p>', markup('1:4', 'name')],
  ['{{name}} {{ order.id }} {{~name~}}', markup('1:1', 'name', 'order.id')],
  ['{{{body}}} {{&body}}'],
  ['<p title="{{name}}">{{{body}}}</p>', markup('1:11', 'name')],
  ['<p>{{lookup labels "x"}}</p>', markup('1:4', 'lookup labels "x"')],
  ['{{#each items}}<li>{{name}} {{@index}} {{@key}}</li>{{/each}}', markup('1:20', 'name')],
  ['<p>{{#if x}}{{else}}{{name}}{{/if}}</p>', markup('1:21', 'name')],
  ['{{amazonSESUnsubscribeUrl}} {{ses:openTracker}}'],
  ['<!-- {{note}} -->{{{x}}}', typed('1:6', 'note')],
  ['<p>{{name}}: {{message}} {{ticket.comment}}</p>', typed('1:14', 'message', 'ticket.comment')],
  ['<p>{{reviewText}}{{order.customer_notes}}{{{message}}}</p>', typed('1:4', 'reviewText', 'order.customer_notes')],
  ['<p>{{messageCount}} {{preview}} {{review.title}}</p>', markup('1:4', 'messageCount', 'preview', 'review.title')],
  // A value that is a whole address is the normal way to send a link
  ['<a href="{{url}}">x</a>', markup('1:10', 'url')],
  ['<A HREF=\'{{url}}\'>x</A>', markup('1:10', 'url')],
  ['<a class="b" href="{{{url}}}?a={{{b}}}">x</a><img src="{{{logo}}}"><v:fill src="{{{bg}}}"/>'],
  ['<a href="https://x.com/{{{id}}}">x</a><a href="  https://x.com/{{{id}}}"><a href="mailto:{{{email}}}"><a href="#{{{anchor}}}"><img src="cid:logo">'],
  ['<a href="{{amazonSESUnsubscribeUrl}}?{{{x}}}">x</a>'],
  ['<a href="{{#if a}}https://x{{else}}{{{b}}}{{/if}}">x</a>'],
  // Addresses without a scheme
  ['<a href="/shop/{{{id}}}">x</a>', relative('1:10', 'href', '/shop/')],
  ['<a href="//x.com/{{{id}}}">x</a>', relative('1:10', 'href', '//x.com/')],
  ['<a href="www.x.com/{{{id}}}">x</a>', relative('1:10', 'href', 'www.x.com/')],
  ['<a href=\'../{{{id}}}\'>x</a>', relative('1:10', 'href', '../')],
  ['<img src="images/logo.png">', relative('1:11', 'src', 'images/logo.png')],
  ['<table background=bg.gif>', relative('1:19', 'background', 'bg.gif')],
  ['<a href="example.com">x</a>', relative('1:10', 'href', 'example.com')],
  ['<base href="https://x.com/"><a href="/shop/{{{id}}}">x</a>'],
  ['<!-- <a href="/shop"> --><p data-src="/x" class="a/b">{{{x}}}</p>'],
  // One attribute, one finding
  ['<img src={{logo}}>', unquoted('1:10', '{{logo}}')],
  ['<td width={{w}}>x</td>', unquoted('1:11', '{{w}}')],
  ['<td width=1{{w}}>{{{x}}}</td>', unquoted('1:12', '{{w}}')],
  ['<a href={{a}}/x?email={{b}}&token={{c}} id={{d}}>x</a>', unquoted('1:9', '{{a}}'), unquoted('1:44', '{{d}}')],
  ['<td {{attributes}}>{{{x}}}</td>', inTag('1:5', '{{attributes}}')],
  ['<{{{tag}}}>{{{x}}}', inTag('1:2', '{{{tag}}}')],
  ['<!-- {{{note}}} <td {{{x}}} --><b {{x}}>', inTag('1:35', '{{x}}')],
  ['<!--[if !mso]><!--><b {{x}}>{{{x}}}</b><!--<![endif]-->', inTag('1:23', '{{x}}')],
  ['<!doctype html><br/>{{{x}}}<hr>{{{y}}}'],
  ['a < b {{{c}}} <3 {{{d}}} </ {{{e}}}'],
  ['<input value="a>b {{{x}}}" {{x}}>', inTag('1:28', '{{x}}')],
  ['{{#* inline "v"}}{{x}}{{/inline}}<b {{> v}}>', inTag('1:18', '{{x}}')],
  ['{{#* inline "b"}}<td width={{w}}>{{/inline}}{{> b}}{{> b}}', unquoted('1:28', '{{w}}')],
  // Styles and data
  ['<style>a{color:{{color}} }</style>{{{x}}}'],
  ['<STYLE type="text/css">a{color:{{color}} }</Style >{{{x}}}'],
  ['<td style="color:{{{color}}}">x</td>'],
  ['<style>a{{color:red}}</style>', '1:9 warning bracesInCss: {{color:red}} is a Handlebars tag, even in a style sheet. | For CSS, write one brace: { color:red }.'],
  ['<script>var a={{a}} </script>{{{x}}}', inScript('1:15', '{{a}}')],
  ['<script type="application/ld+json">{"@type":"Order","id":"{{a}}"}</script>{{{x}}}'],
  ['<script type="text/javascript">var a={{a}} </script>{{{x}}}', inScript('1:38', '{{a}}')],
  // Word processors
  ['<a href=”{{u}}”>x</a>', curly('1:4', 'href=”{{u}}”', 'href="{{u}}"')],
  ['<a href=\\"{{{u}}}\\">x</a>', '1:8 warning escapedText: =\\" is printed literally: the html part seems to be copied from JSON or code without being unescaped. | Unescape it: write a line break instead of \\n, and " instead of \\".'],
  ['<p>He said “{{{x}}}” and a=”b”</p>', curly('1:26', 'a=”b”', 'a="b"')],
];

test.each(CASES)('%j', (html, ...expected) => {
  expect(diagnosticsOf({ html: `${html}<p>{{{x}}}</p>`, text: 'Text' }).filter(said => !/differentVariables|textPartWithoutValues/.test(said))).toEqual(expected);
});

test('at most a few of many variables are named', () => {
  const html = Array.from({ length: 10 }, (_, index) => `{{v${index}}}`).join(' ');
  expect(diagnosticsOf({ html, text: html })[0]).toContain('the value of {{v0}}, {{v1}}, {{v2}} and 7 more changes');
});
