import {
  SendBulkTemplatedEmailCommand, SendBulkTemplatedEmailCommandInput, SendTemplatedEmailCommand, SendTemplatedEmailCommandInput,
} from '@aws-sdk/client-ses';
import { manualClock, refusal, withLocalSes } from './support';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:mail-events';

const local = withLocalSes({ ses: { clock: manualClock(Date.UTC(2026, 0, 2, 3, 4, 5)) } });

beforeEach(() => {
  const { templates, configurationSets } = local.aws.ses;
  templates.put({ TemplateName: 'welcome', SubjectPart: 'Welcome, {{name}}', HtmlPart: '<p>{{name}}</p>', TextPart: '{{name}}' });
  configurationSets.create({ Name: 'mails' });
  configurationSets.putEventDestination('mails', {
    Name: 'all', Enabled: true, MatchingEventTypes: ['send', 'delivery', 'renderingFailure'], SnsDestination: { TopicARN: TOPIC },
  });
  configurationSets.putEventDestination('mails', {
    Name: 'failures',
    Enabled: true,
    MatchingEventTypes: ['RENDERING_FAILURE'],
    EventBridgeDestination: { EventBusArn: 'arn:aws:events:us-east-1:123456789012:event-bus/default' },
  });
  configurationSets.putEventDestination('mails', {
    Name: 'off', Enabled: false, MatchingEventTypes: ['renderingFailure'], SnsDestination: { TopicARN: TOPIC },
  });
});

const send = async (input: Partial<SendTemplatedEmailCommandInput> = {}) => (await local.client.send(new SendTemplatedEmailCommand({
  Source: 'Shop <shop@example.com>',
  Destination: { ToAddresses: ['ada@example.org'] },
  Template: 'welcome',
  TemplateData: '{"name":"Ada"}',
  ConfigurationSetName: 'mails',
  ...input,
}))).MessageId!;

const sendBulk = async (input: Partial<SendBulkTemplatedEmailCommandInput> = {}) => (await local.client.send(new SendBulkTemplatedEmailCommand({
  Source: 'shop@example.com',
  Template: 'welcome',
  DefaultTemplateData: '{"name":"friend"}',
  Destinations: [{ Destination: { ToAddresses: ['ada@example.org'] }, ReplacementTemplateData: '{}' }],
  ...input,
}))).Status!;

const published = () => local.aws.ses.events.map(({ event, destinations }) => [event.eventType, destinations.map(({ Name }) => Name)]);

describe('a mail', () => {
  test('is in the outbox as rendered', async () => {
    const messageId = await send({
      Destination: { ToAddresses: ['ada@example.org', 'Grace <grace@example.org>'], CcAddresses: ['cc@example.org'], BccAddresses: ['bcc@example.org'] },
      ReplyToAddresses: ['help@example.com'],
      Tags: [{ Name: 'campaign', Value: 'spring' }],
    });

    const [mail, ...others] = local.aws.ses.outbox;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      id: messageId,
      at: Date.UTC(2026, 0, 2, 3, 4, 5),
      source: 'Shop <shop@example.com>',
      destination: {
        ToAddresses: ['ada@example.org', 'Grace <grace@example.org>'], CcAddresses: ['cc@example.org'], BccAddresses: ['bcc@example.org'],
      },
      template: 'welcome',
      configurationSet: 'mails',
      tags: { campaign: 'spring' },
      subject: 'Welcome, Ada',
      html: '<p>Ada</p>',
      text: 'Ada',
    });
    const [, delivered] = local.aws.ses.events;
    expect(delivered.event.mail.headers).toEqual([
      { name: 'Date', value: 'Fri, 02 Jan 2026 03:04:05 +0000' },
      { name: 'From', value: 'Shop <shop@example.com>' },
      { name: 'To', value: 'ada@example.org, Grace <grace@example.org>' },
      { name: 'Cc', value: 'cc@example.org' },
      { name: 'Reply-To', value: 'help@example.com' },
      { name: 'Message-ID', value: `<${messageId}@us-east-1.amazonses.com>` },
      { name: 'Subject', value: 'Welcome, Ada' },
      { name: 'MIME-Version', value: '1.0' },
    ]);
  });

  test('is reported as sent and delivered to the subscribed destinations', async () => {
    const messageId = await send();

    expect(published()).toEqual([['Send', ['all']], ['Delivery', ['all']]]);
    const mail = {
      timestamp: '2026-01-02T03:04:05.000Z',
      source: 'Shop <shop@example.com>',
      sourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/shop@example.com',
      sendingAccountId: '123456789012',
      messageId,
      destination: ['ada@example.org'],
      headersTruncated: false,
      tags: {
        'ses:operation': ['SendTemplatedEmail'],
        'ses:configuration-set': ['mails'],
        'ses:source-ip': ['127.0.0.1'],
        'ses:from-domain': ['example.com'],
        'ses:caller-identity': ['local'],
      },
    };
    expect(local.aws.ses.events[0].event).toEqual({
      eventType: 'Send',
      mail: {
        ...mail,
        headers: [
          { name: 'From', value: 'Shop <shop@example.com>' },
          { name: 'To', value: 'ada@example.org' },
          { name: 'MIME-Version', value: '1.0' },
        ],
        commonHeaders: { from: ['Shop <shop@example.com>'], to: ['ada@example.org'], messageId },
      },
      send: {},
    });
    expect(local.aws.ses.events[1].event).toMatchObject({
      eventType: 'Delivery',
      mail: { ...mail, commonHeaders: { date: 'Fri, 02 Jan 2026 03:04:05 +0000', subject: 'Welcome, Ada' } },
      delivery: { timestamp: '2026-01-02T03:04:05.000Z', recipients: ['ada@example.org'], smtpResponse: '250 2.0.0 OK' },
    });
  });

  test('without a configuration set is sent without events', async () => {
    await send({ ConfigurationSetName: undefined });

    expect(local.aws.ses.outbox).toHaveLength(1);
    expect(published()).toEqual([['Send', []], ['Delivery', []]]);
  });
});

describe('a mail that cannot be rendered', () => {
  test('is accepted; only an event reports the failure', async () => {
    const messageId = await send({ TemplateData: '{"Name":"Ada"}' });

    expect(messageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    expect(local.aws.ses.outbox).toEqual([]);
    expect(published()).toEqual([['Send', ['all']], ['Rendering Failure', ['all', 'failures']]]);
    expect(local.aws.ses.events[1]).toMatchObject({
      configurationSet: 'mails',
      event: {
        eventType: 'Rendering Failure',
        mail: { messageId, destination: ['ada@example.org'], headersTruncated: false },
        failure: { errorMessage: "Attribute 'name' is not present in the rendering data.", templateName: 'welcome' },
      },
    });
    expect(local.aws.ses.events[1].event.mail).not.toHaveProperty('headers');
  });

  test('reports the problem of a template that SES accepted', async () => {
    local.aws.ses.templates.put({ TemplateName: 'broken', SubjectPart: 'x', HtmlPart: '{{> header}}' });

    await send({ Template: 'broken' });

    expect(local.aws.ses.events[1].event).toMatchObject({
      failure: { errorMessage: 'The partial header could not be found', templateName: 'broken' },
    });
  });
});

describe('what is refused of a mail', () => {
  const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });
  const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });
  const tag = (Name: string, Value: string) => ({ Tags: [{ Name, Value }] });

  test.each<[string, Partial<SendTemplatedEmailCommandInput>, object]>([
    ['no such template', { Template: 'bye' },
      { name: 'TemplateDoesNotExistException', message: 'Template bye does not exist.', TemplateName: 'bye' }],
    ['no such configuration set', { ConfigurationSetName: 'no' }, {
      name: 'ConfigurationSetDoesNotExistException', message: 'Configuration set <no> does not exist.', ConfigurationSetName: 'no',
    }],
    ['data that is no JSON', { TemplateData: 'name=Ada' }, invalid('The template data is invalid')],
    ['data that is a list', { TemplateData: '[{"name":"Ada"}]' }, invalid('The template data is invalid')],
    ['no recipient', to(), invalid("Empty required header 'To'.")],
    ['51 recipients', to(...Array<string>(51).fill('a@example.org')), invalid('Recipient count exceeds 50.')],
    ['a recipient without a domain', to('ada'), invalid("Missing final '@domain'")],
    ['a recipient without a name', to('@example.org'), invalid('Missing local name')],
    ['a blank in a recipient', to('ada lovelace@example.org'), invalid('Local address contains control or whitespace')],
    ['a line break in the source', { Source: 'a@example.com\r\nBcc: b@example.com' }, invalid('Local address contains control or whitespace')],
    ['a reply-to that is none', { ReplyToAddresses: ['help'] }, invalid("Missing final '@domain'")],
    ['a tag without a name', tag('', 'x'), invalid('The tag name must be specified.')],
    ['a tag without a value', tag('x', ''), invalid('The tag value must be specified.')],
    ['a tag with a colon', tag('a:b', 'x'), invalid("Invalid tag name <a:b>: only alphanumeric ASCII characters, '_',  '-' are allowed.")],
    ['a value with a colon', tag('a', 'b:c'), invalid("Invalid tag value <b:c>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.")],
    ['a long tag', tag('a'.repeat(256), 'x'), invalid('Tag name cannot exceed 255 characters.')],
    ['a long value', tag('a', 'x'.repeat(256)), invalid('Tag value cannot exceed 255 characters.')],
    ['no source', { Source: undefined }, {
      name: 'ValidationError', message: "1 validation error detected: Value at 'source' failed to satisfy constraint: Member must not be null",
    }],
  ])('%s', async (_, input, expected) => {
    expect(await refusal(send(input))).toEqual(expected);
    expect(local.aws.ses.events).toEqual([]);
  });

  test('paused sending', async () => {
    local.aws.ses.configurationSets.update({ Name: 'mails', SendingOptions: { SendingEnabled: false } });

    expect(await refusal(send())).toEqual({
      name: 'ConfigurationSetSendingPausedException', message: 'Sending is paused for configuration set mails', ConfigurationSetName: 'mails',
    });
  });
});

describe('the mails', () => {
  const mails = () => local.aws.ses.mails;
  const base = {
    at: Date.UTC(2026, 0, 2, 3, 4, 5),
    operation: 'SendTemplatedEmail',
    api: 'v1',
    source: 'Shop <shop@example.com>',
    destination: { ToAddresses: ['ada@example.org'], CcAddresses: [], BccAddresses: [] },
    replyTo: [],
    template: 'welcome',
    configurationSet: 'mails',
    tags: {},
  };

  test('contain a mail that was sent, with its MIME message', async () => {
    const id = await send({ Source: 'Zoë <shop@example.com>' });

    expect(mails()).toEqual([{
      ...base,
      id,
      source: 'Zoë <shop@example.com>',
      status: 'SENT',
      templateContent: { SubjectPart: 'Welcome, {{name}}', HtmlPart: '<p>{{name}}</p>', TextPart: '{{name}}' },
      templateData: '{"name":"Ada"}',
      subject: 'Welcome, Ada',
      html: '<p>Ada</p>',
      text: 'Ada',
      raw: expect.any(Buffer),
      outcomes: [{ recipient: 'ada@example.org', outcome: 'DELIVERY' }],
    }]);
    expect(String(mails()[0].raw).split('\r\n\r\n')[0].split('\r\n')).toEqual([
      'Date: Fri, 02 Jan 2026 03:04:05 +0000',
      'From: =?UTF-8?B?Wm/Dqw==?= <shop@example.com>',
      'To: ada@example.org',
      `Message-ID: <${id}@us-east-1.amazonses.com>`,
      'Subject: Welcome, Ada',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="----=_Part_alternative"',
    ]);
  });

  test('contain a mail that could not be rendered, with the reason', async () => {
    const id = await send({ TemplateData: '{}' });

    expect(mails()).toEqual([{
      ...base,
      id,
      status: 'RENDERING_FAILURE',
      error: { code: 'RenderingFailure', message: "Attribute 'name' is not present in the rendering data." },
      templateContent: { SubjectPart: 'Welcome, {{name}}', HtmlPart: '<p>{{name}}</p>', TextPart: '{{name}}' },
      templateData: '{}',
      outcomes: [],
    }]);
  });

  test.each<[string, Partial<SendTemplatedEmailCommandInput>, object]>([
    ['the template does not exist', { Template: 'bye' },
      { template: 'bye', error: { code: 'TemplateDoesNotExist', message: 'Template bye does not exist.' } }],
    ['the configuration set does not exist', { ConfigurationSetName: 'no' },
      { configurationSet: 'no', error: { code: 'ConfigurationSetDoesNotExist', message: 'Configuration set <no> does not exist.' } }],
    ['an address is invalid', { Destination: { ToAddresses: ['ada'] } }, {
      destination: { ToAddresses: ['ada'], CcAddresses: [], BccAddresses: [] },
      error: { code: 'InvalidParameterValue', message: "Missing final '@domain'" },
    }],
    ['the data is no JSON', { TemplateData: 'Ada' },
      { templateData: 'Ada', error: { code: 'InvalidParameterValue', message: 'The template data is invalid' } }],
    ['the input is incomplete', { Source: undefined, Destination: undefined, TemplateData: undefined }, {
      source: '',
      destination: { ToAddresses: [], CcAddresses: [], BccAddresses: [] },
      templateData: undefined,
      error: { code: 'ValidationError', message: expect.stringMatching(/^3 validation errors detected: Value at 'source' failed/) },
    }],
  ])('contain a mail that was refused because %s', async (_, input, expected) => {
    await refusal(send(input));

    expect(mails()).toEqual([{ ...base, id: expect.any(String), status: 'REFUSED', outcomes: [], templateData: '{"name":"Ada"}', ...expected }]);
  });

  test('contain each entry of a bulk call, with the data that it was rendered with', async () => {
    await sendBulk({
      Destinations: [
        { Destination: { ToAddresses: ['ada@example.org'] }, ReplacementTemplateData: '{"city":"London"}' },
        { Destination: { ToAddresses: ['nowhere'] }, ReplacementTemplateData: '{}' },
      ],
    });

    expect(mails()).toMatchObject([
      { operation: 'SendBulkTemplatedEmail', status: 'SENT', templateData: '{"name":"friend","city":"London"}' },
      { operation: 'SendBulkTemplatedEmail', status: 'REFUSED', templateData: '{}', error: { message: "Missing final '@domain'" } },
    ]);
  });

  test('contain each entry of a bulk call that was refused as a whole', async () => {
    await refusal(sendBulk({
      Template: 'bye',
      Destinations: ['a@example.org', 'b@example.org'].map(to => ({ Destination: { ToAddresses: [to] }, ReplacementTemplateData: '{}' })),
    }));

    expect(mails().map(({ status, destination, template }) => [status, destination.ToAddresses, template])).toEqual([
      ['REFUSED', ['a@example.org'], 'bye'], ['REFUSED', ['b@example.org'], 'bye'],
    ]);
  });

  test('are announced when their events are there', async () => {
    const { ses } = local.aws;
    const heard: unknown[] = [];
    const stop = ses.onMail(({ id, status }) => heard.push([status, ses.events.filter(({ event }) => event.mail.messageId === id).length]));

    await send();
    await send({ TemplateData: '{}' });
    await refusal(send({ Template: 'bye' }));
    stop();
    await send();

    expect(heard).toEqual([['SENT', 2], ['RENDERING_FAILURE', 2], ['REFUSED', 0]]);
  });

  test('can be cleared, with their events', async () => {
    await send();

    local.aws.ses.clearMails();

    expect([local.aws.ses.mails, local.aws.ses.outbox, local.aws.ses.events]).toEqual([[], [], []]);
  });
});

describe('bulk mail', () => {
  test('renders each with its own data, and with the default where a value is missing', async () => {
    local.aws.ses.templates.put({ TemplateName: 'welcome', SubjectPart: '{{name}}', TextPart: '{{city}}{{#if nowhere}}{{country}}{{/if}}' });

    const status = await sendBulk({
      DefaultTemplateData: '{"name":"friend","city":"town"}',
      DefaultTags: [{ Name: 'kind', Value: 'bulk' }, { Name: 'wave', Value: '1' }],
      ConfigurationSetName: 'mails',
      Destinations: [
        { Destination: { ToAddresses: ['a@example.org'] }, ReplacementTemplateData: '{"name":"Ada","city":"London"}' },
        { Destination: { ToAddresses: ['b@example.org'] }, ReplacementTemplateData: '{}', ReplacementTags: [{ Name: 'wave', Value: '2' }] },
        { Destination: { ToAddresses: ['c@example.org'] }, ReplacementTemplateData: '{"name":"Carl"}' },
        { Destination: { ToAddresses: ['d@example.org'] }, ReplacementTemplateData: '{"city":"Rome","nowhere":true}' },
      ],
    });

    expect(status.map(({ Status }) => Status)).toEqual(['Success', 'Success', 'Success', 'Success']);
    expect(local.aws.ses.outbox).toMatchObject([
      { id: status[0].MessageId, destination: { ToAddresses: ['a@example.org'] }, subject: 'Ada', text: 'London', tags: { kind: 'bulk', wave: '1' } },
      { id: status[1].MessageId, destination: { ToAddresses: ['b@example.org'] }, subject: 'friend', text: 'town', tags: { kind: 'bulk', wave: '2' } },
      { id: status[2].MessageId, destination: { ToAddresses: ['c@example.org'] }, subject: 'Carl', text: 'town' },
    ]);
    expect(local.aws.ses.events.at(-1)!.event).toMatchObject({
      eventType: 'Rendering Failure',
      mail: { messageId: status[3].MessageId, tags: { 'ses:operation': ['SendBulkTemplatedEmail'] } },
      failure: { errorMessage: "Attribute 'country' is not present in the rendering data.", templateName: 'welcome' },
    });
  });

  test('merges replacement data into the default, objects key by key at any depth, while arrays and other values replace', async () => {
    local.aws.ses.templates.put({
      TemplateName: 'welcome',
      SubjectPart: '{{order.address.city}} {{order.address.street}} {{order.number}}',
      TextPart: '{{#each items}}{{this}};{{/each}} {{#if note}}{{note.text}}{{else}}none{{/if}} {{sum}}',
    });

    await sendBulk({
      DefaultTemplateData: JSON.stringify({
        order: { address: { city: 'Rome', street: 'Via Appia' }, number: 3 }, items: ['a', 'b', 'c'], note: { text: 'hello' }, sum: { of: 1 },
      }),
      Destinations: [
        { order: { address: { city: 'Paris' } }, sum: 2 },
        { items: ['d'], note: null, sum: 3 },
        { order: { address: { city: 'Bonn' }, number: 4 }, note: { other: 1 }, items: [], sum: 5 },
      ].map(data => ({ Destination: { ToAddresses: ['a@example.org'] }, ReplacementTemplateData: JSON.stringify(data) })),
    });

    expect(local.aws.ses.outbox.map(({ subject, text }) => [subject, text])).toEqual([
      ['Paris Via Appia 3', 'a;b;c; hello 2'],
      ['Rome Via Appia 3', 'd; none 3'],
      ['Bonn Via Appia 4', ' hello 5'],
    ]);
  });

  test('goes to the other destinations if one is refused', async () => {
    const status = await sendBulk({
      Destinations: [
        { Destination: { ToAddresses: ['nowhere'] }, ReplacementTemplateData: '{}' },
        { Destination: { ToAddresses: ['a@example.org'] } },
        { Destination: { ToAddresses: ['b@example.org'] }, ReplacementTemplateData: '{}' },
      ],
    });

    expect(status).toEqual([
      { Status: 'InvalidParameterValue', Error: "Missing final '@domain'" },
      { Status: 'InvalidParameterValue', Error: 'The template data is invalid' },
      { Status: 'Success', MessageId: expect.any(String) },
    ]);
    expect(local.aws.ses.outbox.map(({ destination }) => destination.ToAddresses)).toEqual([['b@example.org']]);
  });

  test.each<[string, Partial<SendBulkTemplatedEmailCommandInput>, object]>([
    ['no such template', { Template: 'bye' },
      { name: 'TemplateDoesNotExistException', message: 'Template bye does not exist.', TemplateName: 'bye' }],
    ['default data that is no JSON', { DefaultTemplateData: '' }, { name: 'InvalidParameterValue', message: 'The template data is invalid' }],
    ['51 destinations', { Destinations: Array(51).fill({ Destination: { ToAddresses: ['a@example.org'] } }) },
      { name: 'InvalidParameterValue', message: 'Destination count exceeds 50.' }],
    ['all that is missing', { Source: undefined, Destinations: [{ Destination: undefined, ReplacementTemplateData: '{}' }] }, {
      name: 'ValidationError',
      message: "2 validation errors detected: Value at 'source' failed to satisfy constraint: Member must not be null; "
        + "Value at 'destinations.1.member.destination' failed to satisfy constraint: Member must not be null",
    }],
  ])('is refused for %s', async (_, input, expected) => {
    expect(await refusal(sendBulk(input))).toEqual(expected);
  });
});
