import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packForNpm } from './support/package';
import { run } from './support/run';
import { startLocalAws } from '../local/server';

/*
 * The command line as a new user runs it: from the packed tarball, in an empty folder, without CDK.
 */

const MAX_PACKED_BYTES = 1_500_000;

const EMAIL = {
  'emails/welcome/subject.txt': 'Welcome, {{name}}\n',
  'emails/welcome/body.txt': 'Welcome, {{name}}.\n',
  'emails/welcome/sample.json': '{ "name": "Ada" }\n',
};

const folder = mkdtempSync(join(tmpdir(), 'cdk-ses-templates-command-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let tarball: string;
const command = (...args: string[]) => run('npx', ['--no-install', 'cdk-ses-templates', ...args], { cwd: folder });

beforeAll(() => {
  tarball = packForNpm(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true }));
  // Without the peer dependencies, which are CDK.
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', '--legacy-peer-deps', tarball], { cwd: folder });
  for (const [path, content] of Object.entries(EMAIL)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

test('the package is small', () => {
  expect(statSync(tarball).size).toBeLessThanOrEqual(MAX_PACKED_BYTES);
});

test('--help names the commands', () => {
  expect(command('--help')).toMatch(/preview[^]*check[^]*types[^]*pull[^]*drift/);
});

test('check', () => {
  expect(command('check')).toBe('✓ 1 email checked, no errors and no warnings\n');
});

test('types', () => {
  expect(command('types', '--out', 'emails.ts')).toBe('emails.ts: the data of one email\n');
  expect(readFileSync(join(folder, 'emails.ts'), 'utf8')).toContain('export interface WelcomeData {\n  readonly name: string;\n}');
});

test('preview has its page', () => {
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn('npx', ['--no-install', 'cdk-ses-templates', 'preview'], { detached: true });
    child.stdout.once('data', async data => {
      const [url] = /http:\\S+\\//.exec(String(data));
      const answers = await Promise.all(['', 'page.js', 'page.css', 'favicon.ico', 'api/emails'].map(path => fetch(url + path)));
      console.log(answers.map(({ status }) => status).join());
      process.kill(-child.pid);
    });`;
  expect(run(process.execPath, ['--eval', script], { cwd: folder })).toBe('200,200,200,200,200\n');
});

test('pull finds no credentials, and says so', async () => {
  const aws = await startLocalAws();
  try {
    expect(() => run('npx', ['--no-install', 'cdk-ses-templates', 'pull', 'pulled', '--endpoint-url', aws.endpoint, '--region', 'eu-west-1'], {
      cwd: folder, env: { AWS_ACCESS_KEY_ID: '', AWS_PROFILE: '', AWS_EC2_METADATA_DISABLED: 'true', HOME: folder },
    })).toThrow(/exit code 2\n[^]*Amazon SES could not be read: Could not load credentials/);
  } finally {
    await aws.close();
  }
});

test('drift finds no app, and says so', () => {
  expect(() => command('drift', '--region', 'eu-west-1')).toThrow(/exit code 2\n[^]*--app must be the command that runs the app/);
});

describe('cdk-ses-templates/local', () => {
  const PROGRAM = `
    const ses = await LocalSes.start({ emails: 'emails' });
    const response = await fetch(ses.endpoint + '/v2/email/outbound-emails', { method: 'POST', body: JSON.stringify({
      FromEmailAddress: 'shop@shop.example.com', Destination: { ToAddresses: ['ada@example.com'] },
      Content: { Template: { TemplateName: 'welcome', TemplateData: '{ "name": "Ada" }' } },
    }) });
    const mail = await ses.waitForMail({ recipient: 'ada@example.com' });
    await ses.stop();
    console.log(response.status, mail.subject);`;

  test.each([
    ['require', 'mailer.cjs', `const { LocalSes } = require('cdk-ses-templates/local');\n(async () => {${PROGRAM}\n})();`],
    ['import', 'mailer.mjs', `import { LocalSes } from 'cdk-ses-templates/local';\n${PROGRAM}`],
  ])('can be loaded by %s, and lets the process end', (_, file, program) => {
    writeFileSync(join(folder, file), program);
    expect(run(process.execPath, [file], { cwd: folder })).toBe('200 Welcome, Ada\n');
  });

  test.each([
    ['node16', 'node16'], ['nodenext', 'nodenext'], ['bundler', 'esnext'], ['node10', 'commonjs'],
  ])('has types for the module resolution %s', (moduleResolution, module) => {
    const program = `import { LocalSes, MailDetails } from 'cdk-ses-templates/local';
      export async function first(ses: LocalSes): Promise<MailDetails> { return ses.waitForMail({ recipient: 'ada@example.com' }); }
      // @ts-expect-error there is no such criterion
      export const wrong = (ses: LocalSes) => ses.mails({ to: 'ada@example.com' });`;
    writeFileSync(join(folder, 'mailer.ts'), program);
    const compiler = require.resolve('typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022', '--ignoreDeprecations', '6.0', '--module', module, '--moduleResolution', moduleResolution];
    run(process.execPath, [compiler, ...options, 'mailer.ts'], { cwd: folder });
  });
});

test('serve has its page, and takes mails', () => {
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn('npx', ['--no-install', 'cdk-ses-templates', 'serve', '--port', '0'], { detached: true });
    child.stdout.once('data', async data => {
      const [url] = /http:\\S+\\//.exec(String(data));
      const answers = await Promise.all(['', 'page.js', 'page.css', 'favicon.ico', '_inbox/mails'].map(path => fetch(url + path)));
      console.log(answers.map(({ status }) => status).join());
      process.kill(-child.pid);
    });`;
  expect(run(process.execPath, ['--eval', script], { cwd: folder })).toBe('200,200,200,200,200\n');
});
