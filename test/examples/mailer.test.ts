import { rmSync } from 'node:fs';
import { LocalAws, startLocalAws } from '../../local/server';
import { runMailer, ShopEvent } from '../support/mailer';
import { exampleApp, mailerOf, orderMails } from '../support/order-mails';
import { temporaryFolder } from '../support/synth';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const { Variables: variables } = mailerOf(orderMails(exampleApp({ outdir: folder }))).Properties.Environment;
let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws({ ses: { callsPerSecond: Infinity } });
  aws.ses.configurationSets.create({ Name: variables.CONFIGURATION_SET });
});
afterEach(() => aws.close());

const run = (...events: ShopEvent[]) => runMailer(aws.endpoint, variables, events);
const put = (name: string, text: string) => aws.ses.templates.put({ TemplateName: name, SubjectPart: 'The Tide Table', TextPart: text });
/** What is in the outbox: to whom, and the text. */
const sent = () => aws.ses.outbox.map(({ destination, text }) => [destination.ToAddresses.join(), text]);

test('a mail to one customer is sent with the template of the event, without markup from customers', async () => {
  put('shop-refund', '{{name}}, {{refund.noteHtml}}');

  const { calls, errors } = await run({
    'detail-type': 'RefundMade',
    'detail': { to: 'mei-lin@example.com', data: { name: 'Mei<b>-Lin</b>', refund: { noteHtml: '<em>our</em> doing' } } },
  });

  expect(errors).toEqual([]);
  expect(calls).toEqual([{
    'Action': 'SendTemplatedEmail',
    'Version': '2010-12-01',
    'Source': 'Tern & Kettle <hello@mail.example.com>',
    'Destination.ToAddresses.member.1': 'mei-lin@example.com',
    'ConfigurationSetName': variables.CONFIGURATION_SET,
    'Template': 'shop-refund',
    'TemplateData': '{"name":"Meib-Lin/b","refund":{"noteHtml":"<em>our</em> doing"}}',
  }]);
  expect(sent()).toEqual([['mei-lin@example.com', 'Meib-Lin/b, <em>our</em> doing']]);
});

test('a mail to one customer that SES refuses fails the event', async () => {
  const { errors } = await run({ 'detail-type': 'RefundMade', 'detail': { to: 'mei-lin@example.com', data: {} } });

  expect(errors).toEqual(['Template shop-refund does not exist.']);
});

describe('a newsletter', () => {
  beforeEach(() => put('shop-newsletter', 'Dear {{name}}, here is {{issue}}'));
  const newsletter = (recipients: object[]): ShopEvent => ({
    'detail-type': 'NewsletterIssued', 'detail': { data: { issue: 'no. 31', name: 'reader' }, recipients },
  });
  const readers = (count: number) => Array.from({ length: count }, (_, index) => ({ to: `reader-${index}@example.com` }));

  test('goes to fifty customers per call, each with their own data merged into the common data', async () => {
    const recipients: Array<{ to: string; data?: object }> = readers(120);
    recipients[70].data = { name: 'Saoirse <i>' };

    const { calls, errors } = await run(newsletter(recipients));

    expect(errors).toEqual([]);
    expect(calls.map(call => [call.Action, call.Template, Object.keys(call).filter(key => key.endsWith('ToAddresses.member.1')).length])).toEqual(
      [50, 50, 20].map(count => ['SendBulkTemplatedEmail', 'shop-newsletter', count]));
    expect(sent()).toEqual(recipients.map(({ to }, index) => [to, `Dear ${index === 70 ? 'Saoirse i' : 'reader'}, here is no. 31`]));
  });

  test('goes to all others if SES refuses some, and fails the event with their addresses and reasons', async () => {
    const { errors } = await run(newsletter([...readers(2), { to: 'nobody' }, { to: 'no-one' }, ...readers(60).slice(4)]));

    expect(errors).toEqual(['2 of 60 mails with shop-newsletter were not sent. '
      + 'InvalidParameterValue (Missing final \'@domain\'): nobody, no-one']);
    expect(sent()).toHaveLength(58);
  });

  test('continues after a failed call, and fails the event with its addresses', async () => {
    aws.ses.faults.add({ kind: 'throttle', operation: 'SendBulkTemplatedEmail', times: 3 });

    const { errors } = await run(newsletter(readers(52)));

    expect(errors).toEqual([
      `50 of 52 mails with shop-newsletter were not sent. Throttling (Rate exceeded): ${readers(50).map(({ to }) => to).join(', ')}`,
    ]);
    expect(sent().map(([to]) => to)).toEqual(['reader-50@example.com', 'reader-51@example.com']);
  });
});
