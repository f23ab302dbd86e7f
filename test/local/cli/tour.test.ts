import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EMAILS, folders, masked, runProcess } from './support';

const folder = folders();
const emails = readdirSync(EMAILS).filter(name => name !== '_partials').length;

describe('the tour', () => {
  const state = join(folder(), 'tour');
  const page = join(state, 'mails', 'index.html');
  let lines: string[];

  beforeAll(async () => {
    mkdirSync(state);
    const { code, stdout, stderr } = await runProcess(['--rate', '1000', '--state', state]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    lines = masked(stdout).split('\n');
  }, 120_000);

  test('does in each step what it claims', () => {
    expect(lines.filter(line => /^(\d+\. |[✓✗]|In SES|On disk|OrderMails \| function| {2}file)/.test(line))).toEqual([
      `1. Deploy ${emails} emails`,
      '✓ OrderMails: CREATE_COMPLETE',
      `✓ SES has ${emails} templates, each created by one CreateTemplate`,
      '2. Change one email and deploy again: only its template is updated',
      `On disk, ${state}/emails/welcome/subject.txt: "Welcome aboard" becomes "Come aboard"`,
      '✓ OrderMails: UPDATE_COMPLETE',
      '✓ SES rendered the new content under a scratch name first, then only shop-welcome was updated',
      '3. Edit a template outside the stack: the next deployment of that email reports the drift',
      'In SES, the text of shop-refund: "Dear" becomes "Hi"',
      `On disk, ${state}/emails/refund/subject.txt: "is on its way" becomes "is coming"`,
      'OrderMails | function log: shop-refund: drift: someone changed its text; deploying the declared content',
      '✓ OrderMails: UPDATE_COMPLETE',
      '✓ The function\'s log names the edited part, and SES has the email as it is on disk',
      '4. The same with EmailDriftPolicy.FAIL, which the invoice sets: refused, and the stack rolls back',
      'In SES, the text of shop-invoice: "Please pay" becomes "Kindly pay"',
      `On disk, ${state}/emails/invoice/subject.txt: "Invoice" becomes "Your invoice"`,
      'OrderMails | function log: shop-invoice: differs from what this stack deployed; left alone',
      '✗ OrderMails: UPDATE_ROLLBACK_COMPLETE',
      '✓ It is refused with the reason, the stack is healthy, and the edit in SES is unchanged',
      '5. Check everything for drift, as the TemplateDriftMonitor does once a day',
      `✓ Of ${emails} templates and a configuration set, only the invoice differs: in the text that was edited`,
      '✓ The person on duty gets one message with the diff: "SES email drift in OrderMails/Drift: 1 finding(s)"',
      '6. Compare on demand, and adopt the edit: npx cdk-ses-templates drift --assembly cdk.out --pull',
      '✓ It finds the invoice, and exits with 1',
      '✓ It writes what is live into the folder: emails/invoice/subject.txt, emails/invoice/body.txt',
      '7. Ask SES where it publishes events',
      '✓ DescribeConfigurationSet returns what the stack declares: Firehose, CloudWatch, SNS and EventBridge',
      '8. Send a mail with the SDK, like an application',
      '✓ The rendered mail is in the outbox',
      '9. Send it again, without customer.firstName',
      '✓ No mail is in the outbox, but every destination for rendering failures received the event',
      '✓ In CloudWatch, it triggers the alarm OrderMails/Events/Tracking/RenderingFailuresAlarm',
      '10. Look at every mail, rendered with its sample data',
      `✓ ${emails} mails, each a file in ${state}/mails; all on one page:`,
      `  ${pathToFileURL(page).href}`,
      '11. Destroy the stack',
      'OrderMails | function log: shop-invoice: differs from what this stack deployed; left alone',
      '✓ OrderMails: DELETE_COMPLETE',
      '✓ Only the invoice is left in SES: it was edited, so the stack does not delete it',
    ]);
  });

  test('shows a line for each resource and state, like cdk deploy', () => {
    const first = lines.slice(0, lines.indexOf('✓ OrderMails: CREATE_COMPLETE')).map(line => line.replace(/ 0\/\d+ /, ' 0/ALL ').replace(/(\d+)\/\1 /, 'ALL/ALL '));
    expect(first[2]).toBe('OrderMails |  0/ALL | TIME | CREATE_IN_PROGRESS   | AWS::CloudFormation::Stack                 | OrderMails User Initiated');
    expect(first).toContain('OrderMails |  0/ALL | TIME | CREATE_IN_PROGRESS   | AWS::SES::ConfigurationSet                 | OrderMails/Events/Tracking/Default');
    expect(first.at(-1)).toBe('OrderMails | ALL/ALL | TIME | CREATE_COMPLETE      | AWS::CloudFormation::Stack                 | OrderMails');
    const second = lines.slice(lines.findIndex(line => line.startsWith('2. ')), lines.findIndex(line => line.startsWith('3. ')));
    expect(second.filter(line => line.includes('Custom::SESEmailTemplates'))).toEqual([
      'OrderMails | 0/3 | TIME | UPDATE_IN_PROGRESS   | Custom::SESEmailTemplates  | OrderMails/Mails',
      'OrderMails | 1/3 | TIME | UPDATE_COMPLETE      | Custom::SESEmailTemplates  | OrderMails/Mails',
    ]);
  });

  test('shows event destinations, sends a rendered mail, and shows which destinations learn of a rendering failure', () => {
    const after = (step: string, count: number) => lines.slice(lines.indexOf(step) + 1).slice(0, count);
    const stream = expect.stringMatching(/^ {2}Firehose, OrderMails-EventsArchiveStream\w+-[0-9A-F]{12}: send, delivery, deliveryDelay, bounce, complaint, reject, renderingFailure$/);
    const topic = expect.stringMatching(/^ {2}SNS, OrderMails-EventsUndelivered\w+-[0-9A-F]{12}: bounce, complaint, reject, renderingFailure$/);
    expect(after('7. Ask SES where it publishes events', 4)).toEqual([
      '  CloudWatch, by ses:configuration-set: send, delivery, deliveryDelay, bounce, complaint, reject, renderingFailure',
      '  EventBridge, default event bus: delivery, bounce, complaint',
      stream,
      topic,
    ]);
    expect(after('8. Send a mail with the SDK, like an application', 3)).toEqual(['  Order TK-20418: thank you, we have it', '', '  Thank you, Zoë.']);
    expect(after('9. Send it again, without customer.firstName', 5)).toEqual([
      'SendTemplatedEmail returns message id MESSAGE-ID, as before. Then an event reports:',
      '  Rendering Failure: Attribute \'customer.firstName\' is not present in the rendering data.',
      '  → CloudWatch, by ses:configuration-set',
      expect.stringMatching(/^ {2}→ Firehose, OrderMails-EventsArchiveStream\w+-[0-9A-F]{12}$/),
      expect.stringMatching(/^ {2}→ SNS, OrderMails-EventsUndelivered\w+-[0-9A-F]{12}$/),
    ]);
  });

  test('leaves every mail as a file, and a page with all of them', () => {
    expect(readdirSync(join(state, 'mails'))).toHaveLength(emails + 1);
    expect(readFileSync(join(state, 'mails', 'shop-welcome.html'), 'utf8')).toMatch(/^<!doctype html>[^]*Come in, Siobhán[^]*<\/html>\n$/);
    const content = readFileSync(page, 'utf8');
    expect(content.match(/<article id="[\w-]+">/g)).toHaveLength(emails);
    expect(content).toContain('<h2>🍵 髙橋 さくら様、六月の定期便のご案内です</h2>');
    expect(content).toContain('<iframe src="shop-newsletter.html" title="HTML of shop-newsletter" sandbox></iframe>');
  });

  test('does not change the example\'s own emails', () => {
    expect(readFileSync(join(EMAILS, 'welcome', 'subject.txt'), 'utf8')).toMatch(/^Welcome aboard/);
    expect(readFileSync(join(state, 'emails', 'welcome', 'subject.txt'), 'utf8')).toMatch(/^Come aboard/);
  });
});

test('the tour does not empty a folder that it did not create', async () => {
  const state = folder();
  writeFileSync(join(state, 'thesis.txt'), 'two years of work');
  const { code, stderr } = await runProcess(['tour', '--state', state]);
  expect({ code, stderr }).toEqual({
    code: 1, stderr: `The tour empties its folder, and ${state} contains something else: choose another folder with --state\n`,
  });
  expect(existsSync(join(state, 'thesis.txt'))).toBe(true);
});
