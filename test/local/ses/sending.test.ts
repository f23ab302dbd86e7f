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
      messageId,
      sentAt: Date.UTC(2026, 0, 2, 3, 4, 5),
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
      { messageId: status[0].MessageId, destination: { ToAddresses: ['a@example.org'] }, subject: 'Ada', text: 'London', tags: { kind: 'bulk', wave: '1' } },
      { messageId: status[1].MessageId, destination: { ToAddresses: ['b@example.org'] }, subject: 'friend', text: 'town', tags: { kind: 'bulk', wave: '2' } },
      { messageId: status[2].MessageId, destination: { ToAddresses: ['c@example.org'] }, subject: 'Carl', text: 'town' },
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
