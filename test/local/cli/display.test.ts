import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { nearest } from '../../../local/cli/commands/nearest';
import { remarkOf } from '../../../local/cli/display/log-line';
import { describeCalls } from '../../../local/cli/display/ses-calls';
import { StackProgress } from '../../../local/cli/display/stack-progress';
import { bytes, shortPath } from '../../../local/cli/display/text';
import { writeMailbox } from '../../../local/cli/mailbox/mailbox';
import { SentMail } from '../../../local/ses';

describe('progress', () => {
  const timestamp = new Date(2025, 0, 31, 9, 5, 7);
  const stack = (status: string, reason?: string) => ({ timestamp, stackName: 'Shop', logicalId: 'Shop', type: 'AWS::CloudFormation::Stack', status, reason });
  const template = (name: string, status: string, reason?: string) => ({
    timestamp, stackName: 'Shop', logicalId: `${name}1A2B`, path: `Shop/${name}/Resource`, type: 'Custom::SESEmailTemplates', status, reason,
  });
  const show = (progress: StackProgress, events: Parameters<StackProgress['line']>[0][]) => events.map(event => stripVTControlCharacters(progress.line(event)));

  test('counts completed resources, up to the stack itself', () => {
    const progress = new StackProgress({ Shop: ['Custom::SESEmailTemplates'] });
    expect(show(progress, [
      stack('CREATE_IN_PROGRESS', 'User Initiated'),
      template('Welcome', 'CREATE_IN_PROGRESS'),
      template('Welcome', 'CREATE_COMPLETE'),
      stack('CREATE_COMPLETE'),
    ])).toEqual([
      'Shop | 0/2 | 09:05:07 | CREATE_IN_PROGRESS   | AWS::CloudFormation::Stack | Shop User Initiated',
      'Shop | 0/2 | 09:05:07 | CREATE_IN_PROGRESS   | Custom::SESEmailTemplates  | Shop/Welcome',
      'Shop | 1/2 | 09:05:07 | CREATE_COMPLETE      | Custom::SESEmailTemplates  | Shop/Welcome',
      'Shop | 2/2 | 09:05:07 | CREATE_COMPLETE      | AWS::CloudFormation::Stack | Shop',
    ]);
  });

  test('counts down rolled back resources, and shows the reason', () => {
    const progress = new StackProgress({ Shop: ['Custom::SESEmailTemplates', 'Custom::SESEmailTemplates'] });
    expect(show(progress, [
      template('Welcome', 'UPDATE_COMPLETE'),
      template('Invoice', 'UPDATE_FAILED', 'drift'),
      stack('UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Invoice1A2B].'),
      template('Welcome', 'UPDATE_COMPLETE'),
    ])).toEqual([
      'Shop | 1/3 | 09:05:07 | UPDATE_COMPLETE      | Custom::SESEmailTemplates  | Shop/Welcome',
      'Shop | 1/3 | 09:05:07 | UPDATE_FAILED        | Custom::SESEmailTemplates  | Shop/Invoice drift',
      'Shop | 1/3 | 09:05:07 | UPDATE_ROLLBACK_IN_PROGRESS | AWS::CloudFormation::Stack | Shop The following resource(s) failed to update: [Invoice1A2B].',
      'Shop | 0/3 | 09:05:07 | UPDATE_COMPLETE      | Custom::SESEmailTemplates  | Shop/Welcome',
    ]);
  });

  test('counts retained resources when the stack is deleted', () => {
    const progress = new StackProgress({ Shop: ['Custom::SESEmailTemplates'] });
    expect(show(progress, [stack('DELETE_IN_PROGRESS', 'User Initiated'), template('Welcome', 'DELETE_SKIPPED'), stack('DELETE_COMPLETE')])).toEqual([
      'Shop | 0/2 | 09:05:07 | DELETE_IN_PROGRESS   | AWS::CloudFormation::Stack | Shop User Initiated',
      'Shop | 1/2 | 09:05:07 | DELETE_SKIPPED       | Custom::SESEmailTemplates  | Shop/Welcome',
      'Shop | 2/2 | 09:05:07 | DELETE_COMPLETE      | AWS::CloudFormation::Stack | Shop',
    ]);
  });

  test('names some of the resources in progress', () => {
    const progress = new StackProgress({ Shop: Array(5).fill('Custom::SESEmailTemplates') });
    expect(progress.summary()).toBe('0/6');
    show(progress, [stack('CREATE_IN_PROGRESS'), ...['A', 'B', 'C', 'D', 'E'].map(name => template(name, 'CREATE_IN_PROGRESS')), template('A', 'CREATE_COMPLETE')]);
    expect(progress.summary()).toBe('1/6, at work: Shop/B, Shop/C, Shop/D, 1 more');
    show(progress, [template('B', 'CREATE_FAILED')]);
    expect(progress.summary()).toBe('1/6, at work: Shop/C, Shop/D, Shop/E');
  });
});

describe('a line of a function\'s log', () => {
  const remark = (line: string, source: 'stdout' | 'stderr' | 'platform' = 'stdout') =>
    remarkOf({ stackName: 'Shop', logicalId: 'Welcome1A2B', requestType: 'Update', functionName: 'fn', source, line });

  test.each([
    ['drift', '{"message":"welcome: drift: someone changed its text; deploying the declared content","template":"welcome"}', 'welcome: drift: someone changed its text; deploying the declared content'],
    ['what could not be put back, and why', '{"message":"welcome: could not be restored","template":"welcome","reason":"Throttling"}', 'welcome: could not be restored: Throttling'],
    ['not what stack events tell', '{"message":"welcome: updated","template":"welcome"}', undefined],
    ['not what is about no template', '{"message":"request","type":"Update"}', undefined],
    ['not what other functions write', 'cold start', undefined],
    ['not even JSON of theirs', 'null', undefined],
  ])('shows %s', (_, line, expected) => {
    expect(remark(line)).toBe(expected);
  });

  test('shows all lines of a crash', () => {
    expect(remark('TypeError: x is not a function', 'stderr')).toBe('Welcome1A2B: TypeError: x is not a function');
    expect(remark('RequestId: 1 Task timed out after 870.00 seconds', 'platform')).toBe('Welcome1A2B: RequestId: 1 Task timed out after 870.00 seconds');
  });
});

test('calls are counted by operation, throttled ones separately', () => {
  const call = (operation: string, outcome = 'ok') => ({ at: 0, operation, outcome });
  expect(describeCalls([])).toEqual([]);
  expect(describeCalls([
    call('CreateTemplate'), call('CreateTemplate', 'Throttling'), call('CreateTemplate', 'AlreadyExists'), call('GetTemplate'), call('GetTemplate', 'Throttling'),
  ])).toEqual(['2 CreateTemplate', '1 GetTemplate', '2 throttled and retried']);
});

test.each([
  ['welcome', ['shop-welcome']],
  ['SHOP', ['shop-welcome', 'shop-refund', 'shop-invoice']],
  ['shop-refnud', ['shop-refund']],
  ['shop-invoic', ['shop-invoice']],
  ['receipt', []],
])('names similar to %s', (name, expected) => {
  expect(nearest(name, ['shop-welcome', 'shop-refund', 'shop-invoice', 'shop-newsletter'])).toEqual(expected);
});

test('sizes are in bytes of UTF-8', () => {
  expect([bytes(undefined), bytes(''), bytes('é'.repeat(499)), bytes('é'.repeat(500)), bytes('x'.repeat(134_449))]).toEqual(['-', '0 B', '998 B', '1.0 KB', '134.4 KB']);
});

test('paths inside the working folder are shortened', () => {
  expect([shortPath(join(process.cwd(), '.local', 'tour')), shortPath('/elsewhere/tour')]).toEqual([join('.local', 'tour'), '/elsewhere/tour']);
});

describe('the mailbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const mail = (template: string, parts: Partial<SentMail>): SentMail => ({
    id: '1',
    at: 0,
    operation: 'SendTemplatedEmail',
    api: 'v1',
    status: 'SENT',
    source: 'Shop <shop@example.com>',
    destination: { ToAddresses: ['ada@example.com'], CcAddresses: [], BccAddresses: [] },
    replyTo: [],
    outcomes: [],
    template,
    tags: {},
    subject: 'Hello',
    ...parts,
  });

  test('shows mails unchanged, without mixing them into its own HTML', () => {
    const page = readFileSync(writeMailbox(folder, [mail('tea', { subject: 'Tea & <b>', html: '<p>&amp;</p>', text: '1 < 2 & "3"' })]), 'utf8');

    expect(readFileSync(join(folder, 'tea.html'), 'utf8')).toBe('<p>&amp;</p>');
    expect(page).toContain('<title>1 rendered mail</title>');
    expect(page).toContain('<h2>Tea &amp; &lt;b&gt;</h2>');
    expect(page).toContain('<b>Shop &lt;shop@example.com&gt;</b> to ada@example.com');
    expect(page).toContain('<pre>1 &lt; 2 &amp; &quot;3&quot;</pre>');
  });

  test('shows a mail with only text, and one with only HTML', () => {
    const page = readFileSync(writeMailbox(folder, [mail('plain', { text: 'Hello' }), mail('rich', { html: '<p>Hello</p>' })]), 'utf8');
    expect(page.match(/<iframe src="[\w.]+"/g)).toEqual(['<iframe src="rich.html"']);
    expect(page.match(/<pre>.*<\/pre>/g)).toEqual(['<pre>Hello</pre>']);
  });
});
