import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, workingFolder } from './support';
import { pull, PullProps } from '../../cli/pull/pull';
import { pace } from '../../cli/ses/pace';
import { LiveTemplate } from '../../cli/ses/source';
import { LocalAws, startLocalAws } from '../../local/server';

const work = workingFolder();

/** Pulls from templates that are there at once. */
function pullFrom(templates: readonly LiveTemplate[], props: Partial<PullProps> = {}) {
  const asked: string[] = [];
  const source = {
    names: async () => templates.map(({ name }) => name),
    get: async (name: string) => {
      asked.push(name);
      return templates.find(template => template.name === name);
    },
  };
  const pulling = pull({ source, directory: 'emails', prefix: '', force: false, ...props });
  return { asked, pulling };
}

const WELCOME: LiveTemplate = { name: 'welcome', subject: 'Welcome', html: '<p>Welcome\r\n  </p>', text: 'Welcome\n\n' };
const read = (file: string) => readFileSync(join('emails', file), 'utf8');

test('writes each part as it is, into the folder of its name', async () => {
  work({});
  const result = await pullFrom([WELCOME, { name: 'plain', subject: 'Plain', text: 'Plain' }]).pulling;
  expect(result).toEqual({ written: ['plain', 'welcome'], unchanged: [], resumed: [], kept: [], skipped: [] });
  expect([read('welcome/subject.txt'), read('welcome/body.html'), read('welcome/body.txt')]).toEqual(['Welcome\n', '<p>Welcome\r\n  </p>', 'Welcome\n\n']);
  expect(readdirSync('emails/plain').sort()).toEqual(['body.txt', 'subject.txt']);
});

test('takes the templates of a prefix, into folders without it', async () => {
  work({});
  const { written } = await pullFrom([{ ...WELCOME, name: 'prod-welcome' }, WELCOME], { prefix: 'prod-' }).pulling;
  expect(written).toEqual(['prod-welcome']);
  expect(readdirSync('emails').filter(name => !name.startsWith('.'))).toEqual(['welcome']);
});

test('pulled again, writes what changed in SES, and nothing else', async () => {
  work({});
  await pullFrom([WELCOME]).pulling;
  expect(await pullFrom([WELCOME]).pulling).toMatchObject({ written: [], unchanged: ['welcome'] });
  const { html: _, ...withoutHtml } = WELCOME;
  expect(await pullFrom([{ ...withoutHtml, subject: 'Hello' }]).pulling).toMatchObject({ written: ['welcome'] });
  expect([read('welcome/subject.txt'), existsSync('emails/welcome/body.html')]).toEqual(['Hello\n', false]);
});

test.each<[string, () => void]>([
  ['changed', () => writeFileSync('emails/welcome/body.html', 'mine')],
  ['deleted', () => rmSync('emails/welcome/body.html')],
])('does not overwrite a file that was %s here, unless it is forced', async (_, change) => {
  work({});
  await pullFrom([WELCOME]).pulling;
  change();
  expect(await pullFrom([{ ...WELCOME, subject: 'New' }]).pulling).toMatchObject({
    written: [], kept: [{ name: 'welcome', files: [join('welcome', 'body.html')] }],
  });
  expect(read('welcome/subject.txt')).toBe('Welcome\n');
  expect(await pullFrom([WELCOME], { force: true }).pulling).toMatchObject({ written: ['welcome'], kept: [] });
  expect(read('welcome/body.html')).toBe(WELCOME.html);
});

test('does not overwrite files that it did not write', async () => {
  work({ 'emails/welcome/subject.hbs': 'Mine' });
  expect((await pullFrom([WELCOME]).pulling).kept).toEqual([{ name: 'welcome', files: [join('welcome', 'subject.hbs')] }]);
});

test.each([
  ['_layout', {}, 'folders whose names begin with "_" are not emails'],
  ['with.dot', {}, 'a folder of an email has a name of 1 to 64 characters of [a-zA-Z0-9_-]'],
  ['cdk-ses-templates-scratch-1', {}, 'it is a scratch template, with which a deployment verifies another one'],
  ['a', { subject: undefined }, 'it has no subject'],
  ['a', { subject: 'two\nlines' }, 'its subject has a line break, which subjects of mails cannot have'],
  ['a', { html: undefined, text: undefined }, 'it has neither HTML nor text'],
  ['a', { html: ' ' }, 'its HTML is blank'],
  ['a', { text: '\ufeffHello' }, 'one of its parts begins with a byte order mark'],
])('the template %s with %j is skipped, with the reason', async (name, parts, why) => {
  work({});
  const result = await pullFrom([{ ...WELCOME, ...parts, name }, WELCOME]).pulling;
  expect(result).toMatchObject({ written: ['welcome'], skipped: [{ name, why }] });
});

test('names that are one on some file systems are one folder only', async () => {
  work({});
  const { skipped } = await pullFrom([WELCOME, { ...WELCOME, name: 'Welcome' }]).pulling;
  expect(skipped).toEqual([{ name: 'welcome', why: 'on some file systems its folder would be that of "Welcome"' }]);
});

test('goes on where it was interrupted, without asking again', async () => {
  work({});
  const templates = ['a', 'b', 'c'].map(name => ({ ...WELCOME, name }));
  const interrupted = pull({
    source: {
      names: async () => ['a', 'b', 'c'],
      get: async name => {
        if (name === 'b') throw new Error('the network is down');
        return templates.find(template => template.name === name);
      },
    },
    directory: 'emails',
    prefix: '',
    force: false,
  });
  await expect(interrupted).rejects.toThrow('the network is down');

  const { asked, pulling } = pullFrom(templates);
  expect(await pulling).toMatchObject({ resumed: ['a'], written: ['b', 'c'] });
  expect(asked).toEqual(['b', 'c']);
  // It ended: the next one looks at all of them.
  const again = pullFrom(templates);
  expect(await again.pulling).toMatchObject({ resumed: [], unchanged: ['a', 'b', 'c'] });
  expect(again.asked).toEqual(['a', 'b', 'c']);
});

test('calls are a second apart', async () => {
  const times: number[] = [];
  let now = 5_000;
  const one = pace(1_000, { now: () => now, sleep: async milliseconds => { now += milliseconds; } });
  for (let call = 0; call < 3; call++) {
    await one.next();
    times.push(now);
  }
  now += 10_000;
  await one.next();
  expect([...times, now]).toEqual([5_000, 6_000, 7_000, 17_000]);
});

describe('from SES', () => {
  let aws: LocalAws;
  const before = { ...process.env };
  beforeEach(async () => {
    Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
    aws = await startLocalAws();
  });
  afterEach(async () => {
    process.env = { ...before };
    await aws.close();
  });

  test('the command undoes the escapes of SES, and says how to deploy without a write', async () => {
    work({});
    aws.ses.templates.put({ TemplateName: 'welcome', SubjectPart: 'Grüße 🎉', TextPart: 'Zoë \\u0041' });
    expect(await cli('pull', '--endpoint-url', aws.endpoint)).toEqual({
      exitCode: 0,
      err: '',
      out: [
        'emails: 1 template: 1 written, 0 unchanged',
        '',
        'To deploy them as they are, with no write to SES:',
        '',
        "  new EmailTemplateSet(this, 'Mails', {",
        "    source: EmailSource.directory('emails'),",
        '    conflictPolicy: EmailConflictPolicy.ADOPT,',
        '  });',
      ].join('\n'),
    });
    expect([read('welcome/subject.txt'), read('welcome/body.txt')]).toEqual(['Grüße 🎉\n', 'Zoë \\u0041']);
  });

  test('--json has the result for programs', async () => {
    work({});
    aws.ses.templates.put({ TemplateName: 'shop-welcome', SubjectPart: 'Welcome', TextPart: 'Hello' });
    aws.ses.templates.put({ TemplateName: 'shop-two', SubjectPart: 'two\nlines', TextPart: 'Hello' });
    const { out, ...ran } = await cli('pull', 'mails', '--prefix', 'shop-', '--json', '--endpoint-url', aws.endpoint);
    expect(ran).toEqual({ exitCode: 1, err: '' });
    expect(JSON.parse(out)).toEqual({
      directory: 'mails',
      prefix: 'shop-',
      written: ['shop-welcome'],
      unchanged: [],
      resumed: [],
      kept: [],
      skipped: [{ name: 'shop-two', why: 'its subject has a line break, which subjects of mails cannot have' }],
    });
  }, 10_000);

  test('missing credentials are a message', async () => {
    work({});
    delete process.env.AWS_ACCESS_KEY_ID;
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' });
    expect(await cli('pull', '--endpoint-url', aws.endpoint)).toEqual({
      exitCode: 2, out: '', err: 'Amazon SES could not be read: Could not load credentials from any providers',
    });
  });
});

