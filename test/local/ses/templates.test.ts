import {
  CreateTemplateCommand, DeleteTemplateCommand, GetTemplateCommand, ListTemplatesCommand, UpdateTemplateCommand,
} from '@aws-sdk/client-ses';
import { manualClock, refusal, withLocalSes } from './support';
import * as fc from '../../support/fast-check';

const clock = manualClock();
const local = withLocalSes({ ses: { maxTemplates: 30, clock } });

const WELCOME = { TemplateName: 'welcome', SubjectPart: 'Welcome, {{name}}', HtmlPart: '<p>Welcome</p>', TextPart: 'Welcome' };

const create = (template: object = {}) => local.client.send(new CreateTemplateCommand({ Template: { ...WELCOME, ...template } }));
const update = (template: object = {}) => local.client.send(new UpdateTemplateCommand({ Template: { ...WELCOME, ...template } }));
const get = async (name = 'welcome') => (await local.client.send(new GetTemplateCommand({ TemplateName: name }))).Template;
const remove = (name = 'welcome') => local.client.send(new DeleteTemplateCommand({ TemplateName: name }));
const list = (input: { MaxItems?: number; NextToken?: string } = {}) => local.client.send(new ListTemplatesCommand(input));

test('a template that was created is read back as it was', async () => {
  await create();

  expect(await get()).toEqual(WELCOME);
});

test('an update replaces the whole template and removes omitted parts', async () => {
  await create();

  await update({ SubjectPart: 'Hello', HtmlPart: undefined });

  expect(await get()).toEqual({ TemplateName: 'welcome', SubjectPart: 'Hello', TextPart: 'Welcome' });
});

test('an empty part counts as absent', async () => {
  await create({ HtmlPart: '' });

  expect(await get()).toEqual({ TemplateName: 'welcome', SubjectPart: 'Welcome, {{name}}', TextPart: 'Welcome' });
});

test('non-ASCII characters are returned escaped, like in SES', async () => {
  await create({ SubjectPart: 'Grüße, {{name}} 😀', TextPart: 'ようこそ' });

  expect(await get()).toMatchObject({ SubjectPart: 'Gr\\u00fc\\u00dfe, {{name}} \\ud83d\\ude00', TextPart: '\\u3088\\u3046\\u3053\\u305d' });
  expect(local.aws.ses.templates.get('welcome')).toMatchObject({ SubjectPart: 'Grüße, {{name}} 😀', TextPart: 'ようこそ' });
});

test('all other characters are returned unchanged', async () => {
  await create();

  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary-ascii', maxLength: 50 }), async content => {
    await update({ HtmlPart: `<${content}>` });
    const unescaped = (await get())!.HtmlPart!.replace(/\\u00([01][0-9a-f]|7f)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    expect(unescaped).toBe(`<${content}>`);
  }), { numRuns: 50 });
});

test('any text is accepted as a template', async () => {
  await create({ HtmlPart: '{{#if}} {{> nowhere}} {{/each}} {{{{' });

  expect(await get()).toMatchObject({ HtmlPart: '{{#if}} {{> nowhere}} {{/each}} {{{{' });
});

test('a name can be used once', async () => {
  await create();

  expect(await refusal(create({ SubjectPart: 'Other' }))).toEqual({
    name: 'AlreadyExistsException', message: 'Template welcome already exists for account id 123456789012', Name: 'welcome',
  });
  expect(await get()).toEqual(WELCOME);
});

test.each([
  ['update', () => update()],
  ['get', () => get()],
])('%s of a missing template is refused', async (_, call) => {
  expect(await refusal(call())).toEqual({
    name: 'TemplateDoesNotExistException', message: 'Template welcome does not exist.', TemplateName: 'welcome',
  });
});

test('a delete succeeds whether the template exists or not', async () => {
  await create();

  await remove();
  await remove();

  expect(local.aws.ses.templates.list()).toEqual([]);
});

describe('what is refused of a template', () => {
  const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });
  const null_ = (path: string) => `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must not be null`;

  test.each([
    ['no name', { TemplateName: undefined }, { name: 'ValidationError', message: null_('template.templateName') }],
    ['an empty name', { TemplateName: '' }, invalid('The template name must be specified.')],
    ['a long name', { TemplateName: 'x'.repeat(65) }, invalid('Template name cannot exceed 64 characters.')],
    ['a name with a dot', { TemplateName: 'a.b' },
      invalid("Invalid template name <a.b>: only alphanumeric ASCII characters, '_', and '-' are allowed.")],
    ['no subject', { SubjectPart: undefined }, invalid('The subject must be specified.')],
    ['an empty subject', { SubjectPart: '' }, invalid('The subject must be specified.')],
    ['500 KB and a byte', { TextPart: 'é'.repeat(56_000), HtmlPart: `${'x'.repeat(400_000)}y` }, {
      name: 'InvalidTemplateException', message: 'Template size 512001 bytes exceeds the limit of 512000 bytes.', TemplateName: 'welcome',
    }],
  ])('%s', async (_, template, expected) => {
    expect(await refusal(create(template))).toEqual(expected);
    local.aws.ses.templates.put(WELCOME);
    const about = { TemplateName: 'welcome', ...template };
    if (about.TemplateName === 'welcome') expect(await refusal(update(template))).toEqual(expected);
  });

  test('a template of exactly 500 KB is accepted', async () => {
    await create({ TemplateName: 'x'.repeat(64), TextPart: 'é'.repeat(56_000), HtmlPart: 'x'.repeat(400_000) });

    expect((await get('x'.repeat(64)))!.HtmlPart).toHaveLength(400_000);
  });

  test('one more than the account may have', async () => {
    for (let i = 0; i < 30; i++) local.aws.ses.templates.put({ ...WELCOME, TemplateName: `t${i}` });

    expect(await refusal(create())).toEqual({
      name: 'LimitExceededException', message: 'Account 123456789012 has reached the limit of 30 templates.',
    });
    await remove('t0');
    await create();
  });
});

test('an update keeps the creation time; a new template of the same name has a new one', async () => {
  const created = async () => (await list()).TemplatesMetadata!.map(({ CreatedTimestamp }) => CreatedTimestamp!.getTime());
  await create();
  const [first] = await created();
  clock.advance(60_000);
  await update();
  expect(await created()).toEqual([first]);

  await remove('welcome');
  clock.advance(60_000);
  await create();

  expect(await created()).toEqual([first + 120_000]);
});

describe('listing', () => {
  beforeEach(async () => {
    for (let i = 0; i < 25; i++) {
      local.aws.ses.templates.put({ ...WELCOME, TemplateName: `t${i}` });
      clock.advance(1_000);
    }
  });

  test('returns names and creation times on pages of 10', async () => {
    const first = await list();
    const second = await list({ NextToken: first.NextToken });
    const third = await list({ NextToken: second.NextToken });

    const pages = [first, second, third].map(({ TemplatesMetadata }) => TemplatesMetadata!.map(({ Name }) => Name));
    expect(pages.map(page => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, i) => `t${i}`));
    expect(third.NextToken).toBeUndefined();
    const [{ CreatedTimestamp: oldest }, { CreatedTimestamp: next }] = first.TemplatesMetadata!;
    expect(next!.getTime() - oldest!.getTime()).toBe(1_000);
  });

  test.each([[3, 3], [25, 25], [100, 25], [1_000, 25]])('of up to %i returns %i', async (MaxItems, expected) => {
    expect((await list({ MaxItems })).TemplatesMetadata).toHaveLength(expected);
  });

  test('continues at the right position if templates are deleted in between', async () => {
    const first = await list();
    await remove('t9');
    await remove('t10');

    const second = await list({ NextToken: first.NextToken, MaxItems: 2 });

    expect(second.TemplatesMetadata!.map(({ Name }) => Name)).toEqual(['t11', 't12']);
  });

  test('refuses a page size of 0 and an invalid token', async () => {
    expect(await refusal(list({ MaxItems: 0 }))).toEqual({
      name: 'ValidationError',
      message: "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    });
    expect(await refusal(list({ NextToken: 'nonsense' }))).toEqual({ name: 'InvalidParameterValue', message: 'Invalid next token.' });
  });
});

test('a template can be edited without the API, and keeps its creation time', async () => {
  await create();
  const { CreatedTimestamp } = local.aws.ses.templates.get('welcome')!;
  clock.advance(5_000);

  local.aws.ses.templates.put({ TemplateName: 'welcome', SubjectPart: 'Edited by hand' });

  expect(await get()).toEqual({ TemplateName: 'welcome', SubjectPart: 'Edited by hand' });
  expect(local.aws.ses.templates.get('welcome')).toMatchObject({ CreatedTimestamp });
});
