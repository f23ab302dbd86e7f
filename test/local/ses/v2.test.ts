import {
  CreateEmailTemplateCommand, DeleteEmailTemplateCommand, GetEmailTemplateCommand, ListEmailTemplatesCommand, SendBulkEmailCommand,
  SendBulkEmailCommandInput, SendEmailCommand, SendEmailCommandInput, SESv2Client, TestRenderEmailTemplateCommand, UpdateEmailTemplateCommand,
} from '@aws-sdk/client-sesv2';
import { clientOptions, manualClock, refusal, withLocalSes } from './support';

const local = withLocalSes({ ses: { clock: manualClock() } });
let client: SESv2Client;
beforeEach(() => {
  client = new SESv2Client(clientOptions(local.aws));
  local.aws.ses.configurationSets.create({ Name: 'mails' });
});
afterEach(() => client.destroy());

const notFound = (message: string) => ({ name: 'NotFoundException', message });
const badRequest = (message: unknown) => ({ name: 'BadRequestException', message });
const create = (TemplateName = 'welcome', TemplateContent: object = { Subject: 'Welcome, {{name}}', Html: '<p>{{name}}</p>', Text: '{{name}}' }) =>
  client.send(new CreateEmailTemplateCommand({ TemplateName, TemplateContent, Tags: [{ Key: 'team', Value: 'shop' }] }));
const get = async (TemplateName = 'welcome') => {
  const { $metadata: _, ...template } = await client.send(new GetEmailTemplateCommand({ TemplateName }));
  return template;
};

describe('templates', () => {
  test('are created with tags, and share the store of the v1 API', async () => {
    await create();

    expect(local.aws.ses.templates.get('welcome')).toEqual({
      TemplateName: 'welcome',
      SubjectPart: 'Welcome, {{name}}',
      HtmlPart: '<p>{{name}}</p>',
      TextPart: '{{name}}',
      CreatedTimestamp: Date.UTC(2026, 0, 1),
      Tags: { team: 'shop' },
    });
    expect(await get()).toEqual({
      TemplateName: 'welcome',
      TemplateContent: { Subject: 'Welcome, {{name}}', Html: '<p>{{name}}</p>', Text: '{{name}}' },
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  test('are replaced by an update, which keeps the tags', async () => {
    await create();

    await client.send(new UpdateEmailTemplateCommand({ TemplateName: 'welcome', TemplateContent: { Subject: 'Hi', Text: 'Hi' } }));

    expect(await get()).toEqual({ TemplateName: 'welcome', TemplateContent: { Subject: 'Hi', Text: 'Hi' }, Tags: [{ Key: 'team', Value: 'shop' }] });
  });

  test('are listed in pages, with the time of their creation', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);

    const first = await client.send(new ListEmailTemplatesCommand({ PageSize: 2 }));
    const second = await client.send(new ListEmailTemplatesCommand({ PageSize: 2, NextToken: first.NextToken }));

    expect(first.TemplatesMetadata).toEqual(['a', 'b'].map(TemplateName => ({ TemplateName, CreatedTimestamp: new Date(Date.UTC(2026, 0, 1)) })));
    expect([second.TemplatesMetadata?.map(({ TemplateName }) => TemplateName), second.NextToken]).toEqual([['c'], undefined]);
  });

  test('are rendered as a MIME message', async () => {
    await create();

    const { RenderedTemplate } = await client.send(new TestRenderEmailTemplateCommand({ TemplateName: 'welcome', TemplateData: '{"name":"Ada"}' }));

    expect(RenderedTemplate).toMatch(/^Date: Thu, 01 Jan 2026 00:00:00 \+0000\r\nSubject: Welcome, Ada\r\nMIME-Version: 1.0\r\n/);
  });

  test('are deleted', async () => {
    await create();

    await client.send(new DeleteEmailTemplateCommand({ TemplateName: 'welcome' }));

    expect(local.aws.ses.templates.list()).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>, object]>([
    ['creating one that exists', async () => { await create(); await create(); },
      { name: 'AlreadyExistsException', message: 'Template welcome already exists for account id 123456789012' }],
    ['creating one without a subject', () => create('x', { Text: 'x' }), badRequest('The subject must be specified.')],
    ['creating one that is too large', () => create('x', { Subject: 'x', Text: 'x'.repeat(512_001) }),
      badRequest('Template size 512001 bytes exceeds the limit of 512000 bytes.')],
    ['getting a missing one', () => get('no'), notFound('Template no does not exist.')],
    ['updating a missing one', () => client.send(new UpdateEmailTemplateCommand({ TemplateName: 'no', TemplateContent: { Subject: 'x' } })),
      notFound('Template no does not exist.')],
    ['deleting a missing one', () => client.send(new DeleteEmailTemplateCommand({ TemplateName: 'no' })), notFound('Template no does not exist.')],
    ['rendering a missing one', () => client.send(new TestRenderEmailTemplateCommand({ TemplateName: 'no', TemplateData: '{}' })),
      notFound('Template no does not exist.')],
    ['rendering without a value', async () => {
      await create();
      await client.send(new TestRenderEmailTemplateCommand({ TemplateName: 'welcome', TemplateData: '{}' }));
    }, badRequest("Attribute 'name' is not present in the rendering data.")],
    ['an unknown token', () => client.send(new ListEmailTemplatesCommand({ NextToken: 'x' })), badRequest('Invalid next token.')],
    ['a large page', () => client.send(new ListEmailTemplatesCommand({ PageSize: 101 })), badRequest('PageSize must be at most 100.')],
  ])('are refused: %s', async (_, call, expected) => {
    expect(await refusal(call())).toEqual(expected);
  });

  test('are throttled with an error of the v2 API', async () => {
    local.aws.ses.faults.add({ kind: 'throttle', operation: 'CreateEmailTemplate', times: 1 });

    expect(await refusal(create())).toEqual({ name: 'TooManyRequestsException', message: 'Rate exceeded' });
  });
});

const DESTINATION = { ToAddresses: ['ada@example.org'] };
const send = async (Content: SendEmailCommandInput['Content'], input: Partial<SendEmailCommandInput> = {}) => (await client.send(new SendEmailCommand({
  FromEmailAddress: 'Shop <shop@example.com>', Destination: DESTINATION, Content, ConfigurationSetName: 'mails', ...input,
}))).MessageId!;
const SIMPLE = { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } } } };
const mails = () => local.aws.ses.mails;

describe('SendEmail', () => {
  test('renders a stored template, by its name or ARN', async () => {
    await create();

    const id = await send({ Template: { TemplateName: 'welcome', TemplateData: '{"name":"Ada"}' } }, { EmailTags: [{ Name: 'campaign', Value: 'spring' }] });
    await send({ Template: { TemplateArn: 'arn:aws:ses:us-east-1:123456789012:template/welcome', TemplateData: '{"name":"Eve"}' } });

    expect(mails()).toMatchObject([
      {
        id,
        operation: 'SendEmail',
        api: 'v2',
        status: 'SENT',
        template: 'welcome',
        subject: 'Welcome, Ada',
        html: '<p>Ada</p>',
        text: 'Ada',
        configurationSet: 'mails',
        tags: { campaign: 'spring' },
      },
      { template: 'welcome', subject: 'Welcome, Eve' },
    ]);
  });

  test('accepts a template that cannot be rendered; only an event reports the failure', async () => {
    await create();

    await send({ Template: { TemplateName: 'welcome', TemplateData: '{}' } });

    expect(mails()).toMatchObject([{
      status: 'RENDERING_FAILURE', error: { code: 'RenderingFailure', message: "Attribute 'name' is not present in the rendering data." },
    }]);
    expect(local.aws.ses.events.map(({ event }) => event.eventType)).toEqual(['Send', 'Rendering Failure']);
  });

  test('substitutes the values of an inline template', async () => {
    await send({ Template: { TemplateContent: { Subject: 'Hi {{name}}', Text: '{{address.city}}' }, TemplateData: '{"name":"Ada","address":{"city":"Rome"}}' } });

    expect(mails()).toMatchObject([{ status: 'SENT', subject: 'Hi Ada', text: 'Rome' }]);
    expect(mails()[0].template).toBeUndefined();
  });

  test.each(['{{#if a}}b{{/if}}', '{{> p}}', '{{lookup a "b"}}', '{{#a}}'])('refuses anything else in an inline template: %s', async Text => {
    expect(await refusal(send({ Template: { TemplateContent: { Subject: 'x', Text }, TemplateData: '{}' } })))
      .toEqual(badRequest('Template contains unsupported operations.'));
  });

  test('sends simple content with headers and attachments', async () => {
    await send({
      Simple: {
        ...SIMPLE.Simple,
        Headers: [{ Name: 'X-Campaign', Value: 'spring' }],
        Attachments: [{ FileName: 'Übersicht.txt', RawContent: Buffer.from('hello'), ContentType: 'text/plain' }],
      },
    });

    const [{ raw, ...mail }] = mails();
    expect(mail).toMatchObject({
      status: 'SENT', subject: 'Hello', html: '<p>Hi</p>', text: 'Hi', attachments: [{ fileName: 'Übersicht.txt', contentType: 'text/plain', bytes: 5 }],
    });
    expect(String(raw)).toContain('\r\nX-Campaign: spring\r\nSubject: Hello\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="----=_Part_mixed"\r\n');
    expect(String(raw)).toContain(
      "Content-Disposition: attachment;\r\n filename*=UTF-8''%C3%9Cbersicht.txt\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n------=_Part_mixed--",
    );
  });

  test('sends a raw message to the recipients of the call, and by the headers for SES', async () => {
    const message = [
      'From: Zoë <zoe@example.com>', 'To: ada@example.org', 'Bcc: secret@example.org', 'Message-ID: <own@example.com>', 'Subject: Raw',
      'X-SES-CONFIGURATION-SET: mails', 'X-SES-MESSAGE-TAGS: a=1, b=2', '', 'Hi Zoë',
    ].join('\n');

    const id = await send({ Raw: { Data: Buffer.from(message) } }, {
      FromEmailAddress: undefined, Destination: undefined, ConfigurationSetName: undefined,
    });

    expect(mails()).toMatchObject([{
      source: 'Zoë <zoe@example.com>',
      destination: { ToAddresses: ['ada@example.org'], CcAddresses: [], BccAddresses: ['secret@example.org'] },
      configurationSet: 'mails',
      tags: { a: '1', b: '2' },
      subject: 'Raw',
      text: 'Hi Zoë\n',
      outcomes: [{ recipient: 'ada@example.org', outcome: 'DELIVERY' }, { recipient: 'secret@example.org', outcome: 'DELIVERY' }],
    }]);
    expect(String(mails()[0].raw).split('\r\n')).toEqual([
      'Date: Thu, 01 Jan 2026 00:00:00 +0000', `Message-ID: <${id}@us-east-1.amazonses.com>`, 'From: Zoë <zoe@example.com>', 'To: ada@example.org',
      'Subject: Raw', '', 'Hi Zoë',
    ]);
  });

  test.each<[string, SendEmailCommandInput['Content'], Partial<SendEmailCommandInput>, object]>([
    ['no content', {}, {}, badRequest('Content must have one of Simple, Raw and Template.')],
    ['two contents', { ...SIMPLE, Raw: { Data: Buffer.from('x') } }, {}, badRequest('Content must have one of Simple, Raw and Template.')],
    ['no such template', { Template: { TemplateName: 'no', TemplateData: '{}' } }, {}, notFound('Template no does not exist.')],
    ['no template', { Template: { TemplateData: '{}' } }, {}, badRequest('Specify TemplateName, TemplateArn or TemplateContent.')],
    ['an invalid ARN', { Template: { TemplateArn: 'welcome', TemplateData: '{}' } }, {}, badRequest('Invalid template ARN <welcome>.')],
    ['data that is no JSON', { Template: { TemplateName: 'no', TemplateData: 'Ada' } }, {}, badRequest('The template data is invalid')],
    ['no such configuration set', SIMPLE, { ConfigurationSetName: 'no' }, notFound('Configuration set <no> does not exist.')],
    ['an invalid recipient', SIMPLE, { Destination: { ToAddresses: ['ada'] } }, badRequest("Missing final '@domain'")],
    ['no recipient', SIMPLE, { Destination: undefined }, badRequest("Empty required header 'To'.")],
    ['an invalid tag', SIMPLE, { EmailTags: [{ Name: 'a', Value: '' }] }, badRequest('The tag value must be specified.')],
    ['an invalid header', { Simple: { ...SIMPLE.Simple, Headers: [{ Name: 'a:b', Value: '' }] } }, {}, badRequest('Invalid header name <a:b>.')],
    ['16 headers', { Simple: { ...SIMPLE.Simple, Headers: Array(16).fill({ Name: 'a', Value: 'b' }) } }, {}, badRequest('Header count exceeds 15.')],
    ['a raw message without a sender', { Raw: { Data: Buffer.from('To: a@example.org\n\nx') } }, { FromEmailAddress: undefined },
      badRequest("Missing required header 'From'.")],
  ])('refuses %s, and keeps the mail', async (_, content, input, expected) => {
    const refused = await refusal(send(content, input));

    expect(refused).toEqual(expected);
    expect(mails()).toMatchObject([{ status: 'REFUSED', api: 'v2', operation: 'SendEmail', error: { code: refused.name, message: refused.message } }]);
    expect(local.aws.ses.events).toEqual([]);
  });

  test('refuses mails while sending is paused', async () => {
    local.aws.ses.configurationSets.update({ Name: 'mails', SendingOptions: { SendingEnabled: false } });

    expect(await refusal(send(SIMPLE))).toEqual({ name: 'SendingPausedException', message: 'Sending is paused for configuration set mails' });
  });
});

describe('SendBulkEmail', () => {
  const sendBulk = async (input: Partial<SendBulkEmailCommandInput> = {}) => (await client.send(new SendBulkEmailCommand({
    FromEmailAddress: 'shop@example.com',
    DefaultContent: { Template: { TemplateName: 'welcome', TemplateData: '{"name":"friend"}' } },
    BulkEmailEntries: [{ Destination: DESTINATION }],
    ...input,
  }))).BulkEmailEntryResults!;
  const replacing = (data: string) => ({ ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: data } } });

  test('renders each with its own data, tags and headers, and reports each', async () => {
    await create();

    const results = await sendBulk({
      DefaultContent: {
        Template: { TemplateName: 'welcome', TemplateData: '{"name":"friend"}', Headers: [{ Name: 'X-A', Value: '1' }, { Name: 'X-B', Value: '1' }] },
      },
      DefaultEmailTags: [{ Name: 'kind', Value: 'bulk' }],
      BulkEmailEntries: [
        { Destination: DESTINATION, ...replacing('{"name":"Ada"}'), ReplacementTags: [{ Name: 'wave', Value: '2' }], ReplacementHeaders: [{ Name: 'x-a', Value: '2' }] },
        { Destination: { ToAddresses: ['nowhere'] }, ...replacing('{}') },
        { Destination: DESTINATION, ...replacing('Ada') },
        { Destination: DESTINATION },
      ],
    });

    expect(results).toEqual([
      { Status: 'SUCCESS', MessageId: mails()[0].id },
      { Status: 'INVALID_PARAMETER', Error: "Missing final '@domain'" },
      { Status: 'INVALID_PARAMETER', Error: 'The template data is invalid' },
      { Status: 'SUCCESS', MessageId: mails()[3].id },
    ]);
    expect(mails()).toMatchObject([
      { operation: 'SendBulkEmail', api: 'v2', status: 'SENT', subject: 'Welcome, Ada', tags: { kind: 'bulk', wave: '2' } },
      { status: 'REFUSED', error: { code: 'BadRequestException' } },
      { status: 'REFUSED', templateData: 'Ada' },
      { status: 'SENT', subject: 'Welcome, friend', templateData: '{"name":"friend"}' },
    ]);
    expect(String(mails()[0].raw)).toContain('\r\nX-B: 1\r\nx-a: 2\r\nSubject: Welcome, Ada\r\n');
  });

  test.each<[string, Partial<SendBulkEmailCommandInput>, object]>([
    ['no such template', { DefaultContent: { Template: { TemplateName: 'no', TemplateData: '{}' } } }, notFound('Template no does not exist.')],
    ['51 entries', { BulkEmailEntries: Array(51).fill({ Destination: DESTINATION }) }, badRequest('Destination count exceeds 50.')],
    ['no sender', { FromEmailAddress: undefined },
      badRequest("1 validation error detected: Value at 'fromEmailAddress' failed to satisfy constraint: Member must not be null")],
  ])('refuses %s', async (_, input, expected) => {
    expect(await refusal(sendBulk(input))).toEqual(expected);
  });
});

test('an unknown operation, and a body that is no JSON, are refused', async () => {
  const post = async (path: string, body: string) => {
    const response = await fetch(`${local.aws.endpoint}/v2/email/${path}`, { method: 'POST', body });
    return [response.status, response.headers.get('x-amzn-errortype'), (await response.json() as { message: string }).message];
  };

  expect(await post('contact-lists', '{}')).toEqual([404, 'UnknownOperationException', 'The local SES has no operation for POST /v2/email/contact-lists.']);
  expect(await post('outbound-emails', '{')).toEqual([400, 'SerializationException', expect.stringMatching(/^The request cannot be parsed: /)]);
});
