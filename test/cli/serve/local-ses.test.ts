import { SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { CreateEmailTemplateCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { LocalSes, LocalSesOptions } from '../../../cli/serve/local-ses';
import { workingFolder, WELCOME } from '../support';

const work = workingFolder();
const running: LocalSes[] = [];
const start = async (options: LocalSesOptions = {}) => {
  const ses = await LocalSes.start(options);
  running.push(ses);
  return ses;
};
afterEach(async () => { await Promise.all(running.splice(0).map(async ses => ses.stop())); });

const templated = (template: string, to: string, data: object = { name: 'Ada' }) => new SendEmailCommand({
  FromEmailAddress: 'shop@shop.example.com',
  Destination: { ToAddresses: [to] },
  Content: { Template: { TemplateName: template, TemplateData: JSON.stringify(data) } },
  EmailTags: [{ Name: 'campaign', Value: 'spring' }],
});

describe('the local SES in tests', () => {
  test('takes mails of both SDKs, with templates of a folder and others', async () => {
    work(WELCOME);
    const ses = await start({ emails: 'emails', namePrefix: 'prod-', templates: [{ name: 'hello', subject: 'Hello, {{name}}', text: 'Hello.' }] });
    await new SESv2Client(ses.clientConfig()).send(templated('hello', 'ada@example.com'));
    await new SESClient(ses.clientConfig()).send(new SendTemplatedEmailCommand({
      Source: 'shop@shop.example.com', Destination: { ToAddresses: ['grace@example.com'] }, Template: 'prod-welcome', TemplateData: '{ "name": "Grace" }',
    }));
    expect(ses.mails().map(({ api, subject, status }) => [api, subject, status])).toEqual([['v2', 'Hello, Ada', 'SENT'], ['v1', 'Welcome, Grace', 'SENT']]);
    expect((await ses.waitForMail({ recipient: 'grace@example.com' })).html).toContain('<p>Welcome, Grace.</p>');
    expect(ses.mails({ tags: { campaign: 'spring' } }).map(({ template }) => template)).toEqual(['hello']);
    ses.clear();
    expect(ses.mails()).toEqual([]);
  });

  test('waits for a mail that is sent later', async () => {
    const ses = await start({ templates: [{ name: 'hello', subject: 'Hello, {{name}}' }] });
    const waiting = ses.waitForMail({ template: 'hello' });
    await new SESv2Client(ses.clientConfig()).send(templated('hello', 'ada@example.com'));
    expect((await waiting).subject).toBe('Hello, Ada');
  });

  test('says what arrived instead of the mail', async () => {
    const ses = await start({ templates: [{ name: 'hello', subject: 'Hello, {{name}}' }] });
    await expect(ses.waitForMail({}, { timeoutMs: 1 })).rejects.toThrow('No mail with any criteria within 1 ms; no mail is there.');
    await new SESv2Client(ses.clientConfig()).send(templated('hello', 'ada@example.com'));
    await expect(ses.waitForMail({ template: 'hello', tags: { campaign: 'autumn' } }, { timeoutMs: 1 })).rejects.toThrow(
      'No mail with template hello and tag campaign autumn within 1 ms; these mails are there:\n  SENT hello to ada@example.com: "Hello, Ada"');
  });

  test('keeps the last mails, and counts those that made room', async () => {
    const ses = await start({ templates: [{ name: 'hello', subject: 'Hello, {{name}}' }], keep: 2 });
    const client = new SESv2Client(ses.clientConfig());
    for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) await client.send(templated('hello', to));
    expect(ses.mails().map(({ recipients, events }) => [...recipients, events.length])).toEqual([['b@example.com', 2], ['c@example.com', 2]]);
    expect(ses.dropped).toBe(1);
    await expect(ses.waitForMail({ recipient: 'a@example.com' }, { timeoutMs: 1 })).rejects.toThrow(
      'No mail with recipient a@example.com within 1 ms; these mails are there:\n  SENT hello to b@example.com: "Hello, Ada"\n'
      + '  SENT hello to c@example.com: "Hello, Ada"\n  1 older removed: keep is 2');
    ses.clear();
    expect(ses.dropped).toBe(0);
  });

  test.each([0, -1, 1.5, NaN])('refuses to keep %s mails', async keep => {
    await expect(LocalSes.start({ keep })).rejects.toThrow(`keep must be a whole number of mails, at least 1, got: ${keep}`);
  });

  test('says at once why a mail was not sent', async () => {
    const ses = await start({ templates: [{ name: 'hello', subject: 'Hello, {{name}}' }] });
    const client = new SESv2Client(ses.clientConfig());
    const waiting = expect(ses.waitForMail({ template: 'hello' })).rejects.toThrow([
      'The mail "hello" to ada@example.com was not sent. SES could not render it, and reports that by an event only: '
      + "Attribute 'name' is not present in the rendering data.",
    ].join(''));
    await client.send(templated('hello', 'ada@example.com', {}));
    await waiting;
    await expect(client.send(templated('missing', 'ada@example.com'))).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(ses.waitForMail({ template: 'missing' })).rejects.toThrow('The mail "missing" to ada@example.com was not sent. SES refused it: NotFoundException: ');
    expect((await ses.waitForMail({ status: 'REFUSED' })).template).toBe('missing');
  });

  test('does not start with an email that cannot be deployed', async () => {
    work({ ...WELCOME, 'emails/welcome/body.html': '<p>{{#if name}}</p>\n' });
    await expect(LocalSes.start({ emails: 'emails' })).rejects.toThrow(/emails\/welcome\/body\.html:1:4.*\{\{#if name\}\} is never closed[^]*not deployed because of errors: welcome/);
  });

  test('has faults and the quota of SES', async () => {
    const ses = await start({ callsPerSecond: 1, templates: [{ name: 'hello', subject: 'Hello' }] });
    const client = new SESv2Client({ ...ses.clientConfig(), maxAttempts: 1 });
    ses.addFault({ kind: 'internal-error', operation: 'SendEmail', times: 1 });
    await expect(client.send(templated('hello', 'ada@example.com'))).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await client.send(templated('hello', 'ada@example.com'));

    const create = (name: string) => client.send(new CreateEmailTemplateCommand({ TemplateName: name, TemplateContent: { Subject: 'Hi' } }));
    await create('a');
    await expect(create('b')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  test('several run at once, and each keeps its own mails', async () => {
    const [one, other] = await Promise.all([start({ templates: [{ name: 'hello', subject: 'Hello' }] }), start()]);
    await new SESv2Client(one.clientConfig()).send(templated('hello', 'ada@example.com'));
    expect([one.mails().length, other.mails().length]).toEqual([1, 0]);
    expect(one.environment()).toEqual({
      AWS_ENDPOINT_URL_SES: one.endpoint,
      AWS_ENDPOINT_URL_SESV2: one.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });
});
