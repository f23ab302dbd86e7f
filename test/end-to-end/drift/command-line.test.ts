/** An edit in SES that the command line carries over into the folder deploys without a write. */
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { EmailDriftPolicy, EmailSource, EmailTemplateSet, TemplateDriftMonitor } from '../../../src';
import { World } from '../../support/deployment';
import { entries } from '../../support/drift';
import { temporaryFolder, testApp } from '../../support/synth';

const BUNDLE = join(__dirname, '../../../assets/cli/cdk-ses-templates.js');

const EMAILS = {
  '_partials/page.html': '<!DOCTYPE html>\n<html lang="en"><body>\n{{> @partial-block}}\n<p>Tern &amp; Kettle</p>\n</body></html>\n',
  'welcome/subject.txt': 'Welcome, {{name}}\n',
  'welcome/body.html': '{{#> page}}\n<p>Grüße, {{{name}}}.</p>\n{{/page}}\n',
  'welcome/body.txt': 'Grüße, {{name}}.\n',
  'welcome/sample.json': '{ "name": "Ada" }\n',
};

let world: World;
let folder: string;
beforeEach(async () => {
  world = await World.create();
  folder = temporaryFolder();
  for (const [path, content] of Object.entries(EMAILS)) {
    mkdirSync(join(folder, 'emails', dirname(path)), { recursive: true });
    writeFileSync(join(folder, 'emails', path), content);
  }
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** Synthesizes the stack for the command line, too. */
async function deploy() {
  const define = (stack: Stack) => {
    new EmailTemplateSet(stack, 'Mails', { source: EmailSource.directory(join(folder, 'emails')), namePrefix: 'shop-', driftPolicy: EmailDriftPolicy.FAIL });
    new TemplateDriftMonitor(stack, 'Drift');
  };
  const app = testApp({ outdir: join(folder, 'cdk.out') });
  define(new Stack(app, 'OrderMails'));
  app.synth();
  return world.deploy(define);
}

async function drift(...args: string[]) {
  return new Promise<{ code: unknown; out: string; err: string }>(resolve => execFile(
    process.execPath,
    [BUNDLE, 'drift', '--assembly', 'cdk.out', '--endpoint-url', world.endpoint, ...args],
    { cwd: folder, env: { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', SES_CALLS_PER_SECOND: '50' } },
    (error, out, err) => resolve({ code: error?.code ?? 0, out, err }),
  ));
}

test('it finds what the monitor finds, and after --pull a deployment writes nothing', async () => {
  expect(await deploy()).toMatchObject({ status: 'CREATE_COMPLETE' });
  const { subject, html, text } = world.templates()['shop-welcome'];
  const edited = { subject, html: html!.replace('Grüße', 'Herzliche Grüße'), text };
  world.put('shop-welcome', edited);

  const [{ findings: [{ kind, parts, details }] }] = entries(await world.runSchedules());
  const { code, out } = await drift('--pull', '--json');
  const { results: [{ findings }], written, notWritten } = JSON.parse(out);
  expect([code, findings, written, notWritten]).toEqual([1, [{ kind, parts, details }], [{ name: 'shop-welcome', file: join('emails', 'welcome', 'body.html') }], []]);

  world.newCalls();
  expect(await deploy()).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.newCalls().filter(call => !/^(Get|TestRender|List)/.test(call))).toEqual([]);
  expect(world.templates()['shop-welcome']).toEqual(edited);
  expect(await drift()).toMatchObject({ code: 0, out: '✓ 1 template in eu-west-1, no drift\n' });
});
