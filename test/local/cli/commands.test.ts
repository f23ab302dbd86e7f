import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Stack } from 'aws-cdk-lib';
import { assembly, EMAILS, folders, masked, run } from './support';
import { LocalSession } from '../../../local/session/session';
import { EmailContent, EmailSampleData } from '../../../src';
import { testApp } from '../../support/synth';

const folder = folders();
const state = folder();
const HERE = ['--state', state];
const FAST = [...HERE, '--rate', '1000'];

const { fromInline } = EmailContent;
const PARTS = { html: fromInline('<p>Hello, {{name}}</p>'), text: fromInline('Hello, {{name}}\n') };
const EMAILS_BEFORE = {
  'shop-welcome': { subject: 'Welcome, {{name}}', ...PARTS, sampleData: EmailSampleData.fromObject({ name: 'Zoë' }) },
  'shop-invoice': { subject: 'Invoice for {{name}}', ...PARTS },
  'shop-refund': { subject: '{{name}}様へのご返金', text: PARTS.text, sampleData: EmailSampleData.fromObject({ name: '髙橋' }) },
};
const EMAILS_AFTER = { ...EMAILS_BEFORE, 'shop-welcome': { ...EMAILS_BEFORE['shop-welcome'], html: fromInline('<p>Hi, {{name}}</p>') } };

const before = assembly(folder(), EMAILS_BEFORE);
const after = assembly(folder(), EMAILS_AFTER);

/** An output without what the constructs of the app report. */
function withoutMessages(output: string): string {
  return output.split('\n').filter(line => !/^\[(Info|Warning) at /.test(line)).join('\n');
}

function data(content: string): string {
  const file = join(folder(), 'data.json');
  writeFileSync(file, content);
  return file;
}

test('by default, the app is the example, here with other emails', async () => {
  const emails = join(folder(), 'emails');
  cpSync(EMAILS, emails, { recursive: true });
  writeFileSync(join(emails, 'welcome', 'subject.txt'), '');
  await expect(run('diff', '--emails', emails, '--no-validation', '--state', folder())).rejects.toThrow(/OrderMails\/Mails\/welcome: subject .*\n[^]*\n\nThe app in .*order-mails could not be synthesized/);
});

test('before the first deployment, there is nothing', async () => {
  const DEPLOY = 'Deploy some with: npm run local -- deploy';
  expect(await run('list', ...HERE)).toBe(`There are no templates in the local SES. ${DEPLOY}`);
  expect(await run('destroy', ...FAST)).toBe('There are no stacks to destroy');
  await expect(run('show', 'shop-welcome', ...HERE)).rejects.toThrow(`There is no template 'shop-welcome' in the local SES, which is empty. ${DEPLOY}`);
  const lines = (await run('diff', '--app', before, ...HERE)).split('\n');
  expect(lines).toContain('[+] Custom::SESEmailTemplates Mails/shop-refund/Resource EmailTemplateshoprefundF1A1E0DE');
});

describe('messages of constructs', () => {
  const reporting = (report: (stack: Stack) => void) => {
    const app = testApp({ outdir: folder() });
    report(new Stack(app, 'Empty'));
    return app.synth().directory;
  };

  test('a warning is printed, with its id', async () => {
    const app = reporting(stack => Annotations.of(stack).addWarningV2('shop:careful', 'Careful'));
    expect((await run('diff', '--app', app, '--state', folder())).split('\n')).toContain('[Warning at /Empty] Careful [ack: shop:careful]');
  });

  test('an error prevents the deployment', async () => {
    const app = reporting(stack => Annotations.of(stack).addError('Broken'));
    await expect(run('deploy', '--app', app, '--state', folder())).rejects.toThrow('The app has the errors shown above. Fix them and try again');
  });
});

describe('after a deployment', () => {
  beforeAll(async () => {
    expect(masked(await run('deploy', '--app', before, ...FAST))).toMatch(/\n✓ Mails: CREATE_COMPLETE\n {2}3 CreateTemplate, 2 TestRenderTemplate, DURATION$/);
  });

  test('list prints a line for each template', async () => {
    expect(await run('list', ...HERE)).toBe([
      'NAME          HTML  TEXT  DEPLOYED AS         SUBJECT',
      'shop-invoice  22 B  16 B  Mails/shop-invoice  Invoice for {{name}}',
      'shop-refund   -     16 B  Mails/shop-refund   {{name}}様へのご返金',
      'shop-welcome  22 B  16 B  Mails/shop-welcome  Welcome, {{name}}',
    ].join('\n'));
  });

  test('show prints a template in SES and its sample data', async () => {
    expect((await run('show', 'shop-welcome', ...HERE)).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'WHEN')).toBe([
      'Name          shop-welcome',
      'Created       WHEN',
      'Deployed as   Mails/shop-welcome',
      'Subject       Welcome, {{name}}',
      'HTML          22 B (--part html shows it)',
      'Text          16 B',
      'Sample data   {',
      '                "name": "Zoë"',
      '              }',
      '',
      'Hello, {{name}}',
    ].join('\n'));
  });

  test('show prints a single part, if it exists', async () => {
    expect(await run('show', 'shop-welcome', '--part', 'html', ...HERE)).toBe('<p>Hello, {{name}}</p>');
    await expect(run('show', 'shop-refund', '--part', 'html', ...HERE)).rejects.toThrow('Template \'shop-refund\' has no html part');
  });

  test('send prints the mail with the app\'s sample data, and writes its HTML to a file', async () => {
    expect(masked(await run('send', 'shop-welcome', '--to', 'zoe@example.com', ...HERE))).toBe([
      'To          zoe@example.com',
      'Subject     Welcome, Zoë',
      'Message id  MESSAGE-ID',
      `HTML        ${state}/mails/shop-welcome.html`,
      '',
      'Hello, Zoë',
    ].join('\n'));
    expect(readFileSync(join(state, 'mails', 'shop-welcome.html'), 'utf8')).toBe('<p>Hello, Zoë</p>');
  });

  test('send prints a mail with other data and without HTML', async () => {
    expect(masked(await run('send', 'shop-refund', '--data', data('{ "name": "Ada" }'), ...HERE))).toBe([
      'To          ada@example.com', 'Subject     Ada様へのご返金', 'Message id  MESSAGE-ID', 'HTML        -', '', 'Hello, Ada',
    ].join('\n'));
  });

  test('deploying again changes nothing', async () => {
    expect(withoutMessages(await run('diff', '--app', before, ...HERE))).toBe('Stack Mails\nThere are no differences');
    expect(masked(withoutMessages(await run('deploy', '--app', before, ...FAST)))).toBe('✓ Mails: no changes\n  DURATION');
  });
});

describe('a mail that is not sent', () => {
  test('because of a missing value is reported with SES\'s text, and that the response did not show it', async () => {
    const message = await run('send', 'shop-welcome', '--data', data('{}'), ...HERE).catch((error: Error) => masked(error.message));
    expect(message).toBe('Rendering Failure: Attribute \'name\' is not present in the rendering data.\n'
      + 'SendTemplatedEmail still returned message id MESSAGE-ID: in SES, only this event shows that no mail was sent');
  });

  test.each<[string, string[], string]>([
    ['of data', ['shop-invoice'], 'The app has no sample data for template \'shop-invoice\': pass the template data with --data FILE'],
    ['of a file', ['shop-welcome', '--data', '/nowhere/data.json'], '--data: there is no file /nowhere/data.json'],
    ['of a configuration set', ['shop-welcome', '--configuration-set', 'no-such'],
      'SES refused SendTemplatedEmail, ConfigurationSetDoesNotExistException: Configuration set <no-such> does not exist.'],
    ['of an address', ['shop-welcome', '--to', 'ada'], 'SES refused SendTemplatedEmail, InvalidParameterValue: Missing final \'@domain\''],
  ])('for want %s', async (_, args, message) => {
    expect(await run('send', ...args, ...HERE).catch((error: Error) => error.message)).toBe(message);
  });

  test('because the data is not JSON is reported with the file and the problem', async () => {
    const file = data('{ name: 1 }');
    await expect(run('send', 'shop-welcome', '--data', file, ...HERE)).rejects.toThrow(`--data: ${file} is not JSON: `);
  });
});

describe('a template that does not exist', () => {
  test.each([
    ['welcome', 'There is no template \'welcome\' in the local SES. Did you mean \'shop-welcome\'?'],
    ['shop-wlecome', 'There is no template \'shop-wlecome\' in the local SES. Did you mean \'shop-welcome\'?'],
    ['xyz', 'There is no template \'xyz\' in the local SES. There are: shop-invoice, shop-refund, shop-welcome'],
  ])('%s: similar names are suggested', async (name, message) => {
    await expect(run('show', name, ...HERE)).rejects.toThrow(new Error(message));
    await expect(run('send', name, ...HERE)).rejects.toThrow(new Error(message));
  });
});

describe('after a change of one part', () => {
  test('diff shows that part of that template', async () => {
    const lines = withoutMessages(await run('diff', '--app', after, ...HERE)).split('\n').map(line => line.replace(/[0-9a-f]{16}/g, 'SUM').replace(/ Email\w+$/, ' ID'));
    expect(lines[0]).toBe('Stack Mails');
    expect(lines.filter(line => /Custom::|Templates\./.test(line))).toEqual([
      '[~] Custom::SESEmailTemplates Mails/shop-welcome/Resource ID',
      ' ├─ Templates.Template.Html: SUM → SUM',
    ]);
  });

  test('deploy updates only that template', async () => {
    expect(masked(await run('deploy', '--app', after, ...FAST))).toMatch(/\n✓ Mails: UPDATE_COMPLETE\n {2}1 GetTemplate, 1 CreateTemplate, 1 TestRenderTemplate, 1 DeleteTemplate, 1 UpdateTemplate, DURATION$/);
    expect(await run('show', 'shop-welcome', '--part', 'html', ...HERE)).toBe('<p>Hi, {{name}}</p>');
  });
});

describe('a failing stack', () => {
  const taken = folder();
  const WHERE = ['--app', before, '--state', taken, '--rate', '1000'];

  test('reports the reason, and leaves someone else\'s template', async () => {
    const session = await LocalSession.open({ state: taken });
    session.ses.templates.put({ TemplateName: 'shop-invoice', SubjectPart: 'Mine', TextPart: 'Hello' });
    writeFileSync(join(taken, 'ses.json'), JSON.stringify(session.ses.snapshot()));
    await session.close();

    await expect(run('deploy', ...WHERE)).rejects.toThrow(new Error(
      'Mails/shop-invoice/Resource: template \'shop-invoice\' already exists with different subject, HTML and text and was not changed: '
      + 'nothing shows that this stack created it; choose another template name, delete the existing template, or adopt it with EmailConflictPolicy.ADOPT; '
      + 'if it moved here from elsewhere in the stack, move it first and change it afterwards. Nothing was changed'));
    expect(await run('list', '--state', taken)).toMatch(/^NAME .*\nshop-invoice +- +5 B +- +Mine$/);
  });

  test('can be deployed once the cause is removed', async () => {
    rmSync(join(taken, 'ses.json'));
    expect(await run('deploy', ...WHERE)).toMatch(/\n✓ Mails: CREATE_COMPLETE\n {2}3 CreateTemplate, /);
  });
});

describe('destroy', () => {
  test('reports a stack that does not exist', async () => {
    await expect(run('destroy', 'Shop', ...FAST)).rejects.toThrow(new Error('Stack with id Shop does not exist'));
  });

  test('deletes the templates, too', async () => {
    expect(masked(await run('destroy', 'Mails', ...FAST))).toMatch(/\n✓ Mails: DELETE_COMPLETE\n {2}3 GetTemplate, 3 DeleteTemplate, DURATION$/);
    expect(await run('list', ...HERE)).toMatch(/^There are no templates/);
  });
});
