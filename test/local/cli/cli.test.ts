import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { assembly, folders, run, runProcess, startProcess, Transcript } from './support';
import { program } from '../../../local/cli/commands/program';
import { EmailContent, EmailSampleData } from '../../../src';

const folder = folders();

function mails(...names: string[]): string {
  const email = { subject: 'Hello, {{name}}', text: EmailContent.fromInline('Hello, {{name}}'), sampleData: EmailSampleData.fromObject({ name: 'Ada' }) };
  return assembly(folder(), Object.fromEntries(names.map(name => [name, email])));
}

describe('--help', () => {
  test('names the commands', async () => {
    const { code, stdout, stderr } = await runProcess(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run local -- \[options\] \[command\]\n/);
    for (const name of ['tour', 'deploy', 'diff', 'destroy', 'list', 'show', 'send']) expect(stdout).toMatch(new RegExp(`^  ${name} \\[options\\]`, 'm'));
  });

  test('of a command names its arguments, options and defaults', () => {
    const help = Object.fromEntries(program(new Transcript()).commands.map(command => [command.name(), command.helpInformation().replace(/\s+/g, ' ')]));
    expect(help.tour).toMatch(/^Usage: npm run local -- tour \[options\] .*--state .*\.local\/tour.*--rate .*\(default: 1, as in SES\)/);
    expect(help.deploy).toMatch(/^Usage: npm run local -- deploy \[options\] \[stacks\.\.\.\] .*--state .*\.local\/state.*--rate .*--app .*examples\/order-mails.*--emails .*--no-validation/);
    expect(help.diff).toMatch(/^Usage: npm run local -- diff \[options\] \[stacks\.\.\.\] .*--state .*--app .*--emails .*--no-validation/);
    expect(help.destroy).toMatch(/^Usage: npm run local -- destroy \[options\] \[stacks\.\.\.\] .*--state .*--rate/);
    expect(help.list).toMatch(/^Usage: npm run local -- list \[options\] .*--state/);
    expect(help.show).toMatch(/^Usage: npm run local -- show \[options\] <name> .*--part <part> .*\(choices: "subject", "html", "text"\)/);
    expect(help.send).toMatch(/^Usage: npm run local -- send \[options\] <name> .*--data <file> .*sample data.*--to .*--from .*--configuration-set/);
  });
});

test('an invalid command line gives exit code 1 and an error', async () => {
  const outcomes = await Promise.all([['dploy'], ['deploy', '--rate', '0'], ['show'], ['deploy', '--app', '/nowhere']].map(args => runProcess(args)));
  expect(outcomes).toEqual([
    'error: unknown command \'dploy\' (Did you mean deploy?)\n',
    'error: option \'--rate <calls>\' argument \'0\' is invalid. It must be a number above 0.\n',
    'error: missing required argument \'name\'\n',
    '/nowhere is neither a CDK app nor a cloud assembly: it has no cdk.json and no manifest.json\n',
  ].map(stderr => ({ code: 1, stdout: '', stderr })));
});

test('a failing stack gives exit code 1, its status and the reason', async () => {
  const state = folder();
  writeFileSync(join(state, 'ses.json'), JSON.stringify({
    templates: [{ TemplateName: 'welcome', SubjectPart: 'Mine', TextPart: 'Hello, {{name}}', CreatedTimestamp: 0 }], configurationSets: [],
  }));
  const { code, stdout, stderr } = await runProcess(['deploy', '--app', mails('welcome'), '--state', state, '--rate', '1000']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Mails\/welcome\/Resource: template 'welcome' already exists with different subject .* Nothing was changed\n$/) });
  expect(stdout).toMatch(/\n✗ Mails: ROLLBACK_COMPLETE\n/);
});

test('the user\'s settings for AWS and proxies have no effect', async () => {
  const hostile = folder();
  const settings = join(hostile, 'config');
  writeFileSync(settings, '[default]\nuse_fips_endpoint = true\nendpoint_url = http://127.0.0.1:1\n[profile work]\nsso_session = none\n');
  const nowhere = 'http://127.0.0.1:1';
  const environment = {
    HOME: hostile,
    AWS_PROFILE: 'work',
    AWS_CONFIG_FILE: settings,
    AWS_ENDPOINT_URL: nowhere,
    AWS_ENDPOINT_URL_SES: nowhere,
    AWS_ENDPOINT_URL_S3: nowhere,
    AWS_REGION: 'eu-west-1',
    AWS_USE_FIPS_ENDPOINT: 'true',
    HTTP_PROXY: nowhere,
    http_proxy: nowhere,
    NODE_USE_ENV_PROXY: '1',
    CDK_OUTDIR: '/nowhere',
  };
  const state = ['--state', folder()];
  const deployed = await runProcess(['deploy', '--app', mails('welcome'), '--rate', '1000', ...state], environment);
  expect(deployed).toEqual({ code: 0, stdout: expect.stringContaining('✓ Mails: CREATE_COMPLETE'), stderr: '' });
  const sent = await runProcess(['send', 'welcome', ...state], environment);
  expect(sent).toEqual({ code: 0, stdout: expect.stringMatching(/^Subject +Hello, Ada$/m), stderr: '' });
});

test('an interrupted deployment can be destroyed by the next command', async () => {
  const state = ['--state', folder()];
  const app = ['--app', mails('first', 'second', 'third')];
  const child = startProcess(['deploy', ...app, ...state]);
  for await (const line of createInterface(child.stdout)) {
    if (/CREATE_COMPLETE +\| Custom::SESEmailTemplates +\| Mails\/first/.test(line)) break;
  }
  child.kill('SIGINT');
  await once(child, 'close');

  expect(await run('list', ...state)).toMatch(/\nfirst /);
  await expect(run('deploy', ...app, ...state)).rejects.toThrow(/^Stack:\S+ is in CREATE_IN_PROGRESS state and can not be updated\. Destroy it first\.$/);
  expect(await run('destroy', ...state, '--rate', '1000')).toContain('✓ Mails: DELETE_COMPLETE');
  expect(await run('list', ...state)).toBe('There are no templates in the local SES. Deploy some with: npm run local -- deploy');
});
