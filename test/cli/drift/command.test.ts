import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnParameter, Environment, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { checkAll } from '../../../cli/drift/check';
import { declaredBy } from '../../../cli/drift/declared';
import { readStacks } from '../../../cli/drift/stacks';
import { pace } from '../../../cli/ses/pace';
import { sesAccount } from '../../../cli/ses/ses';
import { LocalAws, startLocalAws } from '../../../local/server';
import { EmailContent, EmailSource, EmailTemplate, EmailTemplateSet } from '../../../src';
import { fill } from '../../../src/contract/contract';
import { testApp } from '../../support/synth';
import { cli, workingFolder, writeFiles } from '../support';

const work = workingFolder();

let aws: LocalAws;
const before = { ...process.env };
beforeEach(async () => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', SES_CALLS_PER_SECOND: '1000', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
  aws = await startLocalAws({ ses: { callsPerSecond: Infinity } });
});
afterEach(async () => {
  process.env = { ...before };
  await aws.close();
});

const EMAILS = {
  'emails/_partials/page.html': '<!DOCTYPE html>\n<html lang="en"><body>\n{{> @partial-block}}\n<p>The shop</p>\n</body></html>\n',
  'emails/welcome/subject.txt': 'Welcome, {{name}}\n',
  'emails/welcome/body.html': '{{#> page}}\n<p>Welcome, {{{name}}}.</p>\n<p>See you</p>\n{{/page}}\n',
  'emails/welcome/body.txt': 'Welcome, {{name}}.\nSee you\n',
  'emails/welcome/sample.json': '{ "name": "Ada" }\n',
  'emails/tea/subject.txt': '紅茶 – {{name}} 🎉\n',
  'emails/tea/body.txt': 'Grüße\r\nZoë\r\n',
};

/** Synthesizes what a function declares, by default a set of the emails with a prefix. */
function synth(declare: (stack: Stack) => void = mails, env?: Environment): void {
  rmSync('cdk.out', { recursive: true, force: true });
  const app = testApp({ outdir: 'cdk.out' });
  declare(new Stack(app, 'Shop', { env }));
  app.synth();
}

function mails(stack: Stack): void {
  new EmailTemplateSet(stack, 'Mails', { source: EmailSource.directory('emails'), namePrefix: 'prod-' });
}

/** Puts what the assembly declares into SES, as a deployment does. */
function deploy(values: string[] = []): void {
  for (const { name, asset, template, open } of readStacks('cdk.out').flatMap(declaredBy).flatMap(({ emails }) => emails)) {
    const text = (part: 'Subject' | 'Html' | 'Text') => {
      const content = asset[part];
      const known = content === undefined ? undefined : fill(content, template.markers);
      return open[part]?.texts.reduce((whole, piece, index) => whole + values[index - 1] + piece) ?? known;
    };
    aws.ses.templates.put({ TemplateName: name, SubjectPart: text('Subject')!, HtmlPart: text('Html'), TextPart: text('Text') });
  }
}

/** Edits a template in SES. */
function edit(name: string, change: { SubjectPart?: string; HtmlPart?: string | null; TextPart?: string | null }): void {
  const { TemplateName, SubjectPart, HtmlPart, TextPart } = aws.ses.templates.get(name)!;
  const { SubjectPart: subject, HtmlPart: htmlPart, TextPart: text } = { SubjectPart, HtmlPart, TextPart, ...change };
  aws.ses.templates.put({ TemplateName, SubjectPart: subject!, HtmlPart: htmlPart ?? undefined, TextPart: text ?? undefined });
}

const html = (name: string) => aws.ses.templates.get(name)!.HtmlPart!;
const read = (file: string) => readFileSync(join('emails', file), 'utf8');
const drift = async (...args: string[]) => cli('drift', '--assembly', 'cdk.out', '--endpoint-url', aws.endpoint, ...args);

function deployed(declare?: (stack: Stack) => void): void {
  work(EMAILS);
  synth(declare);
  deploy();
}

describe('the findings', () => {
  test('what was deployed is no drift, with characters outside ASCII and CRLF, whatever SES does with them', async () => {
    deployed();
    expect(await drift()).toEqual({ exitCode: 0, err: '', out: '✓ 2 templates in eu-west-1, no drift' });
    edit('prod-tea', { TextPart: 'Grüße\nZoë\n' });
    expect(await drift()).toMatchObject({ exitCode: 0 });
    expect(new Set(aws.ses.calls.map(({ operation }) => operation))).toEqual(new Set(['GetTemplate', 'TestRenderTemplate', 'ListTemplates']));
  });

  test('each kind is found, the most urgent first, with a diff', async () => {
    deployed();
    edit('prod-welcome', { TextPart: 'Hello, {{firstName}}.\nSee you\n' });
    aws.ses.templates.delete('prod-tea');
    aws.ses.templates.put({ TemplateName: 'prod-xmas', SubjectPart: 'x', TextPart: 'x' });
    aws.ses.templates.put({ TemplateName: 'theirs', SubjectPart: 'x', TextPart: 'x' });
    expect(await drift()).toEqual({
      exitCode: 1,
      err: '',
      out: [
        "BROKEN prod-welcome: SES does not render it with its sample data: Attribute 'firstName' is not present in the rendering data.",
        '',
        'MISSING prod-tea: the template does not exist',
        '',
        'CHANGED prod-welcome: someone changed its text',
        '  --- Text as declared',
        '  +++ Text as live',
        '  @@ -1,2 +1,2 @@',
        '  -Welcome, {{name}}.',
        '  +Hello, {{firstName}}.',
        '   See you',
        '',
        'UNEXPECTED prod-xmas: no stack of the app declares this template, and its name belongs to a set of the app',
        '',
        '✗ 3 templates in eu-west-1: 3 with drift, 0 as declared',
      ].join('\n'),
    });
  });

  test('for programs, each template has a result', async () => {
    deployed();
    edit('prod-welcome', { SubjectPart: 'Hello, {{name}}' });
    const { exitCode, out } = await drift('--json');
    expect([exitCode, JSON.parse(out)]).toEqual([1, {
      version: 1,
      region: 'eu-west-1',
      otherStacks: [],
      results: [
        { name: 'prod-tea', stack: 'Shop', logicalId: expect.stringMatching(/^Mails/), outcome: 'CLEAN', findings: [], rendering: 'no sample data' },
        {
          name: 'prod-welcome',
          stack: 'Shop',
          logicalId: expect.stringMatching(/^Mails/),
          outcome: 'DRIFT',
          rendering: 'rendered',
          findings: [{
            kind: 'CHANGED',
            parts: ['Subject'],
            details: [
              '--- Subject as declared', '+++ Subject as live', '@@ -1,1 +1,1 @@', '-Welcome, {{name}}', '\\ No newline at end of file', '+Hello, {{name}}',
              '\\ No newline at end of file',
            ],
          }],
        },
      ],
    }]);
  });

  test('a difference that is gone on the second look is none: reads lag behind writes', async () => {
    deployed();
    const account = await sesAccount({ endpointUrl: aws.endpoint }, () => pace(0));
    let lags = true;
    const pause = jest.fn(async () => { lags = false; });
    const get: typeof account.get = async name => ({ ...(await account.get(name))!, ...lags && { text: 'Before' } });
    const results = await checkAll(readStacks('cdk.out').flatMap(declaredBy), new Set(['prod-welcome', 'prod-tea']), { account: { ...account, get }, pause });
    expect(results.map(({ subject: { name }, findings }) => [name, findings])).toEqual([['prod-tea', []], ['prod-welcome', []]]);
    expect(pause).toHaveBeenCalledTimes(1);
  });

  test('templates of nested stacks and stages are compared, and what an earlier synth left in the folder is not', async () => {
    work(EMAILS);
    writeFiles('.', { 'cdk.out/Old.template.json': '{ "Resources": { "Old": { "Type": "Custom::SESEmailTemplates" } } }' });
    const app = testApp({ outdir: 'cdk.out' });
    const stack = new Stack(new Stage(app, 'Prod'), 'Shop');
    new EmailTemplate(new NestedStack(stack, 'Nested'), 'One', { templateName: 'one', subject: 'One', text: EmailContent.fromInline('One') });
    app.synth();
    expect(JSON.parse((await drift('--json')).out).results).toMatchObject([{ name: 'one', stack: 'Prod/Shop', findings: [{ kind: 'MISSING' }] }]);
  });
});

describe('values that only the deployment knows', () => {
  const confirm = (stack: Stack) => {
    const url = new CfnParameter(stack, 'Url').valueAsString;
    new EmailTemplate(stack, 'Confirm', {
      templateName: 'confirm',
      subject: EmailContent.fromInline('Hello'),
      text: EmailContent.fromInline('Confirm: %URL%/now\nThank you', { replace: { '%URL%': url } }),
    });
  };

  test('the text around them is compared, and the command does not say that there is no drift', async () => {
    work({});
    synth(stack => {
      const replace = { '%URL%': new CfnParameter(stack, 'Url').valueAsString };
      const parts = { subject: 'Hello', html: EmailContent.fromInline('<p>%URL%</p>', { replace }), text: EmailContent.fromInline('%URL%', { replace }) };
      for (const templateName of ['confirm', 'confirm-2']) new EmailTemplate(stack, templateName, { templateName, ...parts });
    });
    deploy(['https://shop.example.com']);
    expect(await drift()).toEqual({
      exitCode: 2,
      err: '',
      out: [
        'not comparable confirm, confirm-2: the HTML and text may differ in ${Url}, which only the deployment knows; the content around is as declared',
        '',
        '! 2 templates in eu-west-1: 0 with drift, 0 as declared, 2 not comparable',
      ].join('\n'),
    });
  });

  test('--allow-unknown-values accepts that, and names the parts', async () => {
    work({});
    synth(confirm);
    deploy(['https://shop.example.com']);
    expect((await drift('--json')).exitCode).toBe(2);
    expect(await drift('--allow-unknown-values')).toEqual({
      exitCode: 0,
      err: '',
      out: [
        'not comparable confirm: the text may differ in ${Url}, which only the deployment knows; the content around is as declared',
        '',
        '✓ 1 template in eu-west-1, no drift; values that only the deployment knows not compared in 1',
      ].join('\n'),
    });
    const { exitCode, out } = await drift('--allow-unknown-values', '--json');
    expect([exitCode, JSON.parse(out).results[0].outcome]).toEqual([0, 'NOT_COMPARABLE']);
    edit('confirm', { SubjectPart: 'Hi' });
    expect((await drift('--allow-unknown-values')).exitCode).toBe(1);
    aws.ses.faults.add({ kind: 'deny', operation: 'GetTemplate', name: 'confirm' });
    expect((await drift('--allow-unknown-values')).exitCode).toBe(2);
  });

  test('an edit around them is drift, with a diff', async () => {
    work({});
    synth(confirm);
    deploy(['https://shop.example.com']);
    edit('confirm', { SubjectPart: 'Hi', TextPart: 'Confirm: https://shop.example.com/now\nThanks' });
    expect(await drift()).toEqual({
      exitCode: 1,
      err: '',
      out: [
        'CHANGED confirm: someone changed its subject and text',
        ...['Subject', '-Hello', '+Hi'].flatMap(line => line === 'Subject' ? ['  --- Subject as declared', '  +++ Subject as live', '  @@ -1,1 +1,1 @@']
          : [`  ${line}`, '  \\ No newline at end of file']),
        '  --- Text as declared',
        '  +++ Text as live',
        '  @@ -1,2 +1,2 @@',
        '  -Confirm: ${Url}/now',
        '  -Thank you',
        '  \\ No newline at end of file',
        '  +Confirm: https://shop.example.com/now',
        '  +Thanks',
        '  \\ No newline at end of file',
        '',
        '✗ 1 template in eu-west-1: 1 with drift, 0 as declared',
      ].join('\n'),
    });
  });

  test('a template whose name is such a value is not comparable, and its set has no names to look for', async () => {
    work(EMAILS);
    synth(stack => {
      const stage = new CfnParameter(stack, 'StageName').valueAsString;
      new EmailTemplateSet(stack, 'Mails', { source: EmailSource.directory('emails', { exclude: ['tea'] }), namePrefix: Fn.join('-', [stage, '']) });
    });
    expect(await drift()).toEqual({
      exitCode: 2,
      err: '',
      out: [
        'not comparable ${StageName}-welcome: its name is known only at deployment',
        '',
        '! 1 template in eu-west-1: 0 with drift, 0 as declared, 1 not comparable',
      ].join('\n'),
    });
    expect((await drift('--allow-unknown-values')).exitCode).toBe(2);
    expect(aws.ses.calls).toEqual([]);
  });
});

describe('--pull', () => {
  test('writes what was edited into the files, around partials, and the next synth declares what is live', async () => {
    deployed();
    edit('prod-welcome', { SubjectPart: 'Grüße, {{name}}', HtmlPart: html('prod-welcome').replace('See you', 'See you soon'), TextPart: 'Hi {{name}}.\n' });
    edit('prod-tea', { TextPart: 'Grüße\nZoë & Ada\n' });
    const { exitCode, out } = await drift('--pull');
    expect([exitCode, out.split('\n\n').at(-2)]).toEqual([1, [
      'written emails/tea/body.txt', 'written emails/welcome/subject.txt', 'written emails/welcome/body.html', 'written emails/welcome/body.txt',
    ].join('\n')]);
    expect([read('welcome/subject.txt'), read('welcome/body.html'), read('welcome/body.txt'), read('tea/body.txt')]).toEqual([
      'Grüße, {{name}}\n', EMAILS['emails/welcome/body.html'].replace('See you', 'See you soon'), 'Hi {{name}}.\n', 'Grüße\r\nZoë & Ada\r\n',
    ]);
    synth();
    expect(await drift()).toMatchObject({ exitCode: 0, out: '✓ 2 templates in eu-west-1, no drift' });
    expect(await cli('check')).toMatchObject({ exitCode: 0 });
  });

  test('writes a part that was added, and removes one that was deleted', async () => {
    deployed();
    edit('prod-welcome', { TextPart: null });
    edit('prod-tea', { HtmlPart: '<p>Tea</p>' });
    expect((await drift('--pull', 'emails')).exitCode).toBe(1);
    expect([existsSync('emails/welcome/body.txt'), read('tea/body.html')]).toEqual([false, '<p>Tea</p>']);
    synth();
    expect(await drift()).toMatchObject({ exitCode: 0 });
  });

  test('does not write an edit of what comes from a partial, nor over a file that was changed here, unless it is forced', async () => {
    deployed();
    edit('prod-welcome', { HtmlPart: html('prod-welcome').replace('The shop', 'Our shop'), TextPart: 'Hello\n' });
    writeFileSync('emails/welcome/body.txt', 'Mine\n');
    aws.ses.templates.put({ TemplateName: 'prod-xmas', SubjectPart: 'x', TextPart: 'x' });
    const refused = await drift('--pull');
    expect([refused.exitCode, refused.out.split('\n\n').at(-2)]).toEqual([1, [
      'not written prod-welcome (html): emails/welcome/body.html gets the edited lines from a partial, which other emails may use',
      'not written prod-welcome (text): emails/welcome/body.txt is not what the app declares: it was changed locally, or the app replaces placeholders in it',
      'not written prod-xmas: the app does not declare it; the command pull writes it into a folder',
    ].join('\n')]);
    expect([read('welcome/body.html'), read('welcome/body.txt')]).toEqual([EMAILS['emails/welcome/body.html'], 'Mine\n']);

    expect((await drift('--pull', '--force', '--json')).exitCode).toBe(1);
    expect([read('welcome/body.html'), read('welcome/body.txt')]).toEqual([html('prod-welcome'), 'Hello\n']);
  });

  test('finds the files of a single template by their content', async () => {
    deployed(stack => {
      new EmailTemplate(stack, 'Tea', { templateName: 'tea', source: EmailSource.directory('emails/tea', { partialsDirectory: 'emails/_partials' }) });
      new EmailTemplate(stack, 'Inline', { templateName: 'inline', subject: 'Inline', text: EmailContent.fromInline('Inline') });
    });
    edit('tea', { SubjectPart: 'Tea' });
    edit('inline', { SubjectPart: 'Edited' });
    expect((await drift('--pull')).out.split('\n\n').at(-2)).toBe([
      'written emails/tea/subject.txt',
      'not written inline: no email of emails has the content that the app declares',
    ].join('\n'));
    expect(read('tea/subject.txt')).toBe('Tea\n');
  });

  test('says why a template cannot be an email, and that a folder is missing', async () => {
    deployed();
    edit('prod-welcome', { SubjectPart: 'two\nlines' });
    expect((await drift('--pull')).out).toContain('not written prod-welcome: its subject has a line break, which subjects of mails cannot have');
    expect(await drift('--pull', 'mails')).toEqual({ exitCode: 2, out: '', err: 'The directory of emails must be a folder, got: mails, which does not exist' });
    rmSync('emails', { recursive: true });
    expect((await drift('--pull')).err).toMatch(/^There is no folder emails in .*\. Name the directory of emails, as in: cdk-ses-templates drift --pull src\/emails$/);
  });
});

describe('the stacks', () => {
  const twoRegions = () => {
    work(EMAILS);
    const app = testApp({ outdir: 'cdk.out' });
    for (const [name, env] of Object.entries({ Here: { region: 'eu-west-1', account: '111111111111' }, There: { region: 'us-east-1', account: '111111111111' } })) {
      new EmailTemplate(new Stack(app, name, { env }), 'One', { templateName: 'one', subject: 'One', text: EmailContent.fromInline('One') });
    }
    app.synth();
  };

  test('those of other Regions are left out', async () => {
    twoRegions();
    const { out } = await drift();
    expect(out.split('\n\n').slice(1)).toEqual(['left out There (us-east-1, account 111111111111)', '✗ 1 template in eu-west-1: 1 with drift, 0 as declared']);
  });

  test.each<[string[], Record<string, string>, string]>([
    [['--region', 'ap-south-1'], {}, 'No stack with email templates is in ap-south-1, got: Here (eu-west-1, account 111111111111), There (us-east-1, account 111111111111). Pass --region or --profile of one of them'],
    [[], { AWS_ACCOUNT_ID: '222222222222' },
      'No stack with email templates is in eu-west-1, account 222222222222, got: Here (eu-west-1, account 111111111111), There (us-east-1, account 111111111111). Pass --region or --profile of one of them'],
    [['--stack', 'Their'], {}, '--stack must be a stack with email templates, got: Their; the app has Here, There'],
  ])('%j with %j cannot run, and says why', async (args, environment, err) => {
    twoRegions();
    Object.assign(process.env, environment);
    expect(await drift(...args)).toEqual({ exitCode: 2, out: '', err });
  });

  test('stacks that may be the same template twice must be chosen from', async () => {
    work({});
    const app = testApp({ outdir: 'cdk.out' });
    for (const name of ['Dev', 'Prod']) new EmailTemplate(new Stack(app, name), 'One', { templateName: 'one', subject: name, text: EmailContent.fromInline('One') });
    app.synth();
    aws.ses.templates.put({ TemplateName: 'one', SubjectPart: 'Prod', TextPart: 'One' });
    expect(await drift()).toEqual({
      exitCode: 2, out: '', err: 'Two stacks declare the template "one": Dev and Prod. Pass --stack with those that are deployed with these credentials',
    });
    expect(await drift('--stack', 'Prod')).toMatchObject({ exitCode: 0 });
  });

  test('an app without templates has nothing to compare', async () => {
    work({});
    synth(() => {});
    expect(await drift()).toEqual({ exitCode: 2, out: '', err: 'The app must have a stack with email templates, got: none' });
  });
});

describe('what keeps it from running is a message', () => {
  test('without credentials', async () => {
    deployed();
    delete process.env.AWS_ACCESS_KEY_ID;
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' });
    expect(await drift()).toEqual({ exitCode: 2, out: '', err: 'Amazon SES could not be read: Could not load credentials from any providers' });
  });

  test('without a Region', async () => {
    deployed();
    delete process.env.AWS_REGION;
    Object.assign(process.env, { AWS_CONFIG_FILE: '/nowhere' });
    expect(await drift()).toEqual({ exitCode: 2, out: '', err: 'Amazon SES could not be read: Region is missing. Pass --region' });
  });

  test('options of --pull without it', async () => {
    deployed();
    expect(await drift('--force')).toEqual({ exitCode: 2, out: '', err: '--force and --partials are for --pull, got: no --pull' });
  });

  test('without a permission', async () => {
    deployed();
    aws.ses.faults.add({ kind: 'deny', operation: 'GetTemplate' });
    expect(await drift()).toMatchObject({ exitCode: 2, out: '', err: expect.stringMatching(/^Amazon SES could not be read: .*GetTemplate/) });
  });

  test('a template that cannot be read keeps nobody from the other findings', async () => {
    deployed();
    aws.ses.faults.add({ kind: 'deny', operation: 'GetTemplate', name: 'prod-welcome' });
    const { exitCode, out } = await drift();
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^not compared prod-welcome: .*\n\n! 2 templates in eu-west-1: 0 with drift, 1 as declared, 1 not compared$/);
  });

  test('without an app', async () => {
    work({});
    expect(await cli('drift')).toEqual({ exitCode: 2, out: '', err: '--app must be the command that runs the app, or cdk.json must have it as "app"' });
    expect(await drift()).toEqual({
      exitCode: 2, out: '', err: '--assembly must be a cloud assembly, as cdk synth writes it, got: cdk.out, which has no manifest.json',
    });
  });

  test('the app of cdk.json is compared, when it is there', async () => {
    deployed();
    writeFileSync('app.js', 'require("node:fs").cpSync("cdk.out", process.env.CDK_OUTDIR, { recursive: true });');
    writeFileSync('cdk.json', '{ "app": "node app.js" }');
    for (const app of [[], ['--app'], ['--app', 'node app.js']]) {
      expect(await cli('drift', ...app, '--endpoint-url', aws.endpoint)).toMatchObject({ exitCode: 0, err: '' });
    }
  });
});
