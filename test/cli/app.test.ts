import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { cli, WELCOME, workingFolder } from './support';
import { readAssembly } from '../../cli/emails/assembly';
import { Workbench } from '../../cli/preview/workbench';
import { EmailContent, EmailSource, EmailTemplate, EmailTemplateSet } from '../../src';
import { testApp } from '../support/synth';

const work = workingFolder();

/** Synthesizes an app with emails of a folder, and one with values that are known only when deployed. */
function synth(text = 'Confirm: %URL%'): string {
  const outdir = join(work(WELCOME), 'cdk.out');
  const app = testApp({ outdir });
  const stack = new Stack(app, 'Shop');
  const url = new CfnParameter(stack, 'Url');
  const zone = new CfnParameter(stack, 'Zone');
  new EmailTemplateSet(stack, 'Mails', { source: EmailSource.directory('emails'), namePrefix: 'prod-' });
  new EmailTemplate(stack, 'Confirm', {
    templateName: 'confirm',
    subject: EmailContent.fromInline('Hello'),
    text: EmailContent.fromInline(text, { replace: { '%URL%': Fn.join('/', [url.valueAsString, zone.valueAsString]) } }),
  });
  app.synth();
  return outdir;
}

test('the emails of a cloud assembly are checked by their names in SES', async () => {
  synth();
  const { exitCode, out } = await cli('check', '--assembly', 'cdk.out', '--format', 'json');
  const { emails, diagnostics } = JSON.parse(out);
  expect([exitCode, emails, diagnostics]).toEqual([0, 2, []]);
  expect(readAssembly('cdk.out').emails.map(({ name }) => name).sort()).toEqual(['confirm', 'prod-welcome']);
});

test('values that are known only when deployed are shown by their placeholders, and nothing can be saved', async () => {
  const outdir = synth();
  const workbench = new Workbench('cdk.out', () => readAssembly(outdir));
  expect(await workbench.render('confirm', '{}')).toMatchObject({ text: 'Confirm: ${Url}/${Zone}' });
  const { samples } = workbench.open('prod-welcome')!;
  expect(samples).toEqual([{ variant: '', file: 'the sample data', text: '{\n  "name": "Ada"\n}', canSave: false }]);
  expect(workbench.save('prod-welcome', '', '{}')).toBe(false);
});

test.each(['--app', 'cdk.json'])('an app that %s runs is synthesized, and leaves nothing behind', async way => {
  synth();
  // In place of a real app: it writes its cloud assembly where it is asked to, with the context that it gets.
  writeFileSync('app.js', `
    require('node:fs').cpSync('cdk.out', process.env.CDK_OUTDIR, { recursive: true });
    require('node:fs').writeFileSync('context.json', process.env.CDK_CONTEXT_JSON);
  `);
  writeFileSync('cdk.json', JSON.stringify({ context: { stage: 'prod' }, ...way === 'cdk.json' && { app: 'node app.js' } }));
  const before = readdirSync(tmpdir());
  expect(await cli('check', ...way === '--app' ? ['--app', 'node app.js'] : ['--app'])).toEqual({
    exitCode: 0, out: '✓ 2 emails checked, no errors and no warnings', err: '',
  });
  expect(readFileSync('context.json', 'utf8')).toBe('{"stage":"prod"}');
  expect(readdirSync(tmpdir()).filter(name => name.startsWith('cdk-ses-templates-') && !before.includes(name))).toEqual([]);
});

test.each([
  [['--assembly', 'emails'], '--assembly must be a cloud assembly, as cdk synth writes it, got: emails, which has no manifest.json'],
  [['--app'], '--app must be the command that runs the app, or cdk.json must have it as "app"'],
  [['--app', 'echo the reason >&2; exit 3'], 'the reason\n\nThe app could not be synthesized: "echo the reason >&2; exit 3" ended with exit code 3'],
  [['--app', 'x', '--assembly', 'y'], 'error: option \'--app [command]\' cannot be used with option \'--assembly <folder>\'\n(--help shows the options)'],
])('%j cannot run, and says why', async (args, message) => {
  work(WELCOME);
  expect(await cli('check', ...args)).toEqual({ exitCode: 2, out: '', err: message });
});
