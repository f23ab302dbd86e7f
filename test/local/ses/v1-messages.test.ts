import { SendEmailCommand, SendEmailCommandInput, SendRawEmailCommand, SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { manualClock, refusal, withLocalSes } from './support';

const local = withLocalSes({ ses: { clock: manualClock() } });
beforeEach(() => local.aws.ses.configurationSets.create({ Name: 'mails' }));

const mails = () => local.aws.ses.mails;
const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });

describe('SendEmail', () => {
  const send = async (input: Partial<SendEmailCommandInput> = {}) => (await local.client.send(new SendEmailCommand({
    Source: 'shop@example.com',
    Destination: { ToAddresses: ['ada@example.org'] },
    Message: { Subject: { Data: 'Grüße' }, Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } } },
    ...input,
  }))).MessageId;

  test('sends the content as it is, braces included', async () => {
    const id = await send({
      Message: { Subject: { Data: 'Grüße, {{name}}' }, Body: { Text: { Data: '{{x' } } }, Tags: [{ Name: 'a', Value: '1' }], ConfigurationSetName: 'mails',
    });

    expect(mails()).toMatchObject([{
      id, operation: 'SendEmail', api: 'v1', status: 'SENT', subject: 'Grüße, {{name}}', text: '{{x', tags: { a: '1' }, configurationSet: 'mails',
    }]);
    expect(local.aws.ses.events.map(({ event }) => event.eventType)).toEqual(['Send', 'Delivery']);
  });

  test.each<[string, Partial<SendEmailCommandInput>, object]>([
    ['no such configuration set', { ConfigurationSetName: 'no' },
      { name: 'ConfigurationSetDoesNotExistException', message: 'Configuration set <no> does not exist.', ConfigurationSetName: 'no' }],
    ['an invalid recipient', { Destination: { ToAddresses: ['ada'] } }, invalid("Missing final '@domain'")],
    ['no message', { Message: undefined }, {
      name: 'ValidationError', message: "1 validation error detected: Value at 'message' failed to satisfy constraint: Member must not be null",
    }],
  ])('refuses %s, and keeps the mail', async (_, input, expected) => {
    expect(await refusal(send(input))).toEqual(expected);
    expect(mails()).toMatchObject([{ status: 'REFUSED', operation: 'SendEmail', error: { message: (expected as { message: string }).message } }]);
  });

  test('refuses more than 10 MB', async () => {
    const Message = { Subject: { Data: 'x' }, Body: { Text: { Data: 'x'.repeat(8 * 1024 * 1024) } } };
    const sending = local.aws.ses.call('SendEmail', { Source: 'shop@example.com', Destination: { ToAddresses: ['ada@example.org'] }, Message });

    await expect(sending).rejects.toThrow(/^Message length is more than 10485760 bytes long: '\d+'\.$/);
  });
});

describe('SendRawEmail', () => {
  const MESSAGE = [
    'From: Shop <shop@example.com>', 'To: ada@example.org', 'Cc: Cy <cy@example.org>', 'Subject: =?UTF-8?B?R3LDvMOfZQ==?=', 'Date: Fri, 02 Jan 2026 03:04:05 +0000',
    'X-SES-CONFIGURATION-SET: of-the-header', 'X-SES-MESSAGE-TAGS: a=1', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
    '--b', 'Content-Type: text/plain', '', 'Hi', '--b', 'Content-Type: application/pdf; name=a.pdf', 'Content-Disposition: attachment; filename=a.pdf',
    'Content-Transfer-Encoding: base64', '', 'JVBERg==', '--b--', '',
  ].join('\r\n');
  const send = async (input: Partial<SendRawEmailCommandInput> = {}) =>
    (await local.client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(MESSAGE) }, ...input }))).MessageId;

  test('reads the message, and sends it with a message id and without the headers for SES', async () => {
    const id = await send({ ConfigurationSetName: 'mails', Tags: [{ Name: 'b', Value: '2' }] });

    expect(mails()).toMatchObject([{
      id,
      operation: 'SendRawEmail',
      status: 'SENT',
      source: 'Shop <shop@example.com>',
      destination: { ToAddresses: ['ada@example.org'], CcAddresses: ['Cy <cy@example.org>'], BccAddresses: [] },
      subject: 'Grüße',
      attachments: [{ fileName: 'a.pdf', contentType: 'application/pdf', bytes: 4 }],
      configurationSet: 'mails',
      tags: { b: '2' },
    }]);
    const sent = String(mails()[0].raw);
    expect(sent).toBe(`Message-ID: <${id}@us-east-1.amazonses.com>\r\n${MESSAGE.replace(/X-SES-.*\r\n/g, '')}`);
  });

  test('goes to the recipients of the call alone; those that no header names are blind copies', async () => {
    await send({ Destinations: ['cy@example.org', 'spy@example.org'], ConfigurationSetName: 'mails' });

    expect(mails()[0].destination).toEqual({ ToAddresses: [], CcAddresses: ['cy@example.org'], BccAddresses: ['spy@example.org'] });
  });

  test('uses the configuration set of the header', async () => {
    expect(await refusal(send())).toMatchObject({ name: 'ConfigurationSetDoesNotExistException', ConfigurationSetName: 'of-the-header' });
    expect(mails()).toMatchObject([{ status: 'REFUSED', subject: 'Grüße', tags: { a: '1' } }]);
  });

  test.each<[string, string, object]>([
    ['without a sender', 'To: ada@example.org\r\n\r\nHi', invalid("Missing required header 'From'.")],
    ['without a recipient', 'From: shop@example.com\r\n\r\nHi', invalid("Empty required header 'To'.")],
  ])('refuses a message %s', async (_, message, expected) => {
    expect(await refusal(send({ RawMessage: { Data: Buffer.from(message) } }))).toEqual(expected);
  });
});
