import { CreateTemplateCommand, TestRenderTemplateCommand } from '@aws-sdk/client-ses';
import { readMail } from './read-mail';
import { refusal, withLocalSes } from './support';
import { render } from '../../../local/ses/rendering';

const local = withLocalSes();

const create = (template: object) =>
  local.client.send(new CreateTemplateCommand({ Template: { TemplateName: 'mail', SubjectPart: 'Subject', ...template } }));
const testRender = async (data: object | string) => (await local.client.send(new TestRenderTemplateCommand({
  TemplateName: 'mail', TemplateData: typeof data === 'string' ? data : JSON.stringify(data),
}))).RenderedTemplate!;

const DATA = { name: 'Ada', order: { id: 7, lines: [{ item: 'Pen', price: 2 }, { item: 'Ink', price: 3 }] }, markup: '<b>&"', zero: 0, no: false, empty: '', none: null };

describe('what renders', () => {
  test.each([
    ['a value', '{{name}}', 'Ada'],
    ['a value by its path', '{{order.id}}', '7'],
    ['markup as it is, however it is printed', '{{markup}} {{{markup}}} {{&markup}}', '<b>&" <b>&" <b>&"'],
    ['a zero, a false and an empty text', '{{zero}}{{no}}{{empty}}.', '0false.'],
    ['numbers side by side', '{{order.id}}{{order.id}}{{lookup order "id"}}{{lookup order "id"}}', '7777'],
    ['a list', '{{#each order.lines}}{{@index}} {{item}} {{price}}{{#unless @last}}, {{/unless}}{{/each}}', '0 Pen 2, 1 Ink 3'],
    ['a list with block parameters', '{{#each order.lines as |line n|}}{{n}}{{line.item}}{{/each}}', '0Pen1Ink'],
    ['values outside a list', '{{#each order.lines}}{{../name}}{{@root.order.id}}{{/each}}', 'Ada7Ada7'],
    ['an object as a list', '{{#each order.lines.[0]}}{{@key}}={{this}};{{/each}}', 'item=Pen;price=2;'],
    ['a scope', '{{#with order}}{{id}}{{/with}}', '7'],
    ['a scope without a helper', '{{#order}}{{id}}{{/order}}', '7'],
    ['a choice', '{{#if name}}yes{{else}}no{{/if}}{{#if no}}yes{{else if zero}}zero{{else}}no{{/if}}', 'yesno'],
    ['a lookup', '{{lookup order "id"}}', '7'],
    ['an inline partial', '{{#* inline "line"}}[{{item}}]{{/inline}}{{#each order.lines}}{{> line}}{{/each}}', '[Pen][Ink]'],
    ['an inline layout', '{{#* inline "page"}}<{{> @partial-block}}>{{/inline}}{{#> page}}{{name}}{{/page}}', '<Ada>'],
    ['a comment as nothing', 'a{{! b }}c{{!-- }} --}}', 'ac'],
    ['whitespace control', 'a  {{~name~}}  b', 'aAdab'],
    ['an escaped tag', '\\{{name}}', '{{name}}'],
    ['SES\'s own placeholders as they are', '{{amazonSESUnsubscribeUrl}}{{ses:openTracker}}', '{{amazonSESUnsubscribeUrl}}{{ses:openTracker}}'],
    ['a log as nothing', '{{log name}}', ''],
  ])('%s', (_, template, expected) => {
    expect(render(template, DATA)).toBe(expected);
  });

  test.each([
    ['#if', '{{#if absent}}a{{/if}}'],
    ['#if with a path', '{{#if absent.too}}a{{/if}}'],
    ['#unless', '{{#unless absent}}{{/unless}}'],
    ['#each', '{{#each absent}}a{{/each}}'],
    ['#with', '{{#with absent}}a{{/with}}'],
    ['a scope', '{{#absent}}a{{/absent}}'],
    ['an inverse', '{{^absent}}{{/absent}}'],
    ['a value that is not reached', '{{#if absent}}{{absent}}{{/if}}'],
    ['a lookup', '{{lookup absent "id"}}'],
  ])('a missing value that is only a condition: %s', (_, template) => {
    expect(render(template, DATA)).toBe('');
  });
});

describe('what does not render', () => {
  const missing = (name: string) => `Attribute '${name}' is not present in the rendering data.`;

  test.each([
    ['a missing value', '{{absent}}', missing('absent')],
    ['a null', '{{none}}', missing('none')],
    ['a missing path', '{{order.absent}}', missing('order.absent')],
    ['a path into nothing', '{{absent.id}}', missing('absent.id')],
    ['another case', '{{Name}}', missing('Name')],
    ['a missing value in a list', '{{#each order.lines}}{{vat}}{{/each}}', missing('vat')],
    ['a missing value outside', '{{#each order.lines}}{{../absent}}{{/each}}', missing('../absent')],
    ['a missing data variable', '{{@index}}', missing('@index')],
    ['a missing value in a partial', '{{#* inline "p"}}{{absent}}{{/inline}}{{> p}}', missing('absent')],
    ['a helper that SES has not', '{{formatDate name}}', missing('formatDate')],
    ['a helper that bears a value\'s name', '{{name order}}', missing('name')],
    ['a helper with options', '{{date format="y"}}', missing('date')],
    ['a block in capitals', '{{#IF name}}a{{/IF}}', missing('IF')],
    ['a helper within', '{{#if (eq name "Ada")}}a{{/if}}', missing('eq')],
    ['what every object inherits', '{{constructor}}', missing('constructor')],
    ['a prototype', '{{order.__proto__}}', missing('order.__proto__')],
    ['a partial that is nowhere', '{{> header}}', 'The partial header could not be found'],
    ['a decorator that SES has not', '{{* track}}', 'Missing decorator: "track"'],
    ['a condition without a value', '{{#if}}a{{/if}}', '#if requires exactly one argument'],
    ['a list without a value', '{{#each}}a{{/each}}', 'Must pass iterator to #each'],
  ])('%s', (_, template, expected) => {
    expect(() => render(template, DATA)).toThrow(expect.objectContaining({ name: 'RenderingError', message: expected }));
  });

  test.each([
    ['an open block', '{{#if name}}a', 'Parse error on line 1:'],
    ['crossed blocks', '{{#if a}}{{#each b}}{{/if}}{{/each}}', "each doesn't match if - 1:12"],
    ['a tag that is none', '{{name', 'Parse error on line 1:'],
  ])('%s', (_, template, expected) => {
    expect(() => render(template, DATA)).toThrow(expected);
  });

  test.each([
    ['too much text', `{{#each list}}${'x'.repeat(100_000)}{{/each}}`, 'The rendered template exceeds 10485760 characters.'],
    ['too many rounds', '{{#each list}}{{#each ../list}}{{#each ../../list}}{{/each}}{{/each}}{{/each}}', 'The rendered template exceeds 10485760 characters.'],
    ['too long a value too often', '{{long}}'.repeat(100), 'The rendered template exceeds 10485760 characters.'],
    ['partials that double each other',
      `{{#*inline "p0"}}x{{/inline}}${Array.from({ length: 40 }, (_, i) => `{{#*inline "p${i + 1}"}}{{> p${i}}}{{> p${i}}}{{/inline}}`).join('')}{{> p40}}`,
      'The rendered template exceeds 10485760 characters.'],
    ['a partial within itself', '{{#*inline "p"}}{{> p}}{{/inline}}{{> p}}', 'Partials are nested more than 100 deep.'],
    ['blocks too deep', '{{#if list}}'.repeat(50_000), 'The template is nested more than 200 deep.'],
    ['expressions too deep', `{{lookup ${'(lookup '.repeat(50_000)}}}`, 'The template is nested more than 200 deep.'],
    ['too many tags', '{{long}}'.repeat(50_000), 'The template has more than 20000 tags.'],
  ])('%s, and ends soon', (_, template, expected) => {
    const list = Array.from({ length: 1_000 }, (__, i) => i);

    expect(() => render(template, { list, long: 'x'.repeat(200_000) })).toThrow(expected);
  });
});

describe('TestRenderTemplate', () => {
  test('returns the whole message', async () => {
    await create({ SubjectPart: 'Hello {{name}}', TextPart: 'Dear {{name}}', HtmlPart: '<p>Dear {{name}}</p>' });

    const mail = readMail(await testRender(DATA));

    expect(mail.headers.subject).toBe('Hello Ada');
    expect(mail.headers.date).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
    expect(mail.parts).toEqual([
      { type: 'text/plain; charset=UTF-8', content: 'Dear Ada' },
      { type: 'text/html; charset=UTF-8', content: '<p>Dear Ada</p>' },
    ]);
  });

  test('returns a message of one part if the template has one', async () => {
    await create({ TextPart: 'Dear {{name}}' });

    expect(readMail(await testRender(DATA)).parts).toEqual([{ type: 'text/plain; charset=UTF-8', content: 'Dear Ada' }]);
  });

  test('does not share partials between parts', async () => {
    await create({ HtmlPart: '{{#* inline "sign"}}Yours{{/inline}}{{> sign}}', TextPart: '{{> sign}}' });

    expect(await refusal(testRender({}))).toEqual({
      name: 'InvalidRenderingParameterException', message: 'The partial sign could not be found', TemplateName: 'mail',
    });
  });

  test('names the missing attribute', async () => {
    await create({ HtmlPart: '{{order.total}}' });

    expect(await refusal(testRender(DATA))).toEqual({
      name: 'MissingRenderingAttributeException', message: "Attribute 'order.total' is not present in the rendering data.", TemplateName: 'mail',
    });
  });

  test.each(['', 'no json', '[]', '"text"', 'null', '{"a":'])('refuses data that is not a JSON object: %s', async data => {
    await create({ HtmlPart: 'x' });

    expect(await refusal(testRender(data))).toEqual({
      name: 'InvalidRenderingParameterException', message: 'Template rendering data is invalid', TemplateName: 'mail',
    });
  });

  test('accepts at most 262,144 characters of data', async () => {
    await create({ HtmlPart: '{{#if name}}{{/if}}' });
    const data = `{"name":"${'x'.repeat(262_144 - 11)}"}`;

    await testRender(data);

    expect(await refusal(testRender(`${data} `))).toEqual({
      name: 'ValidationError',
      message: "1 validation error detected: Value at 'templateData' failed to satisfy constraint: Member must have length less than or equal to 262144",
    });
  });

  test('is refused for a template that is not stored', async () => {
    expect(await refusal(testRender({}))).toEqual({
      name: 'TemplateDoesNotExistException', message: 'Template mail does not exist.', TemplateName: 'mail',
    });
  });
});
