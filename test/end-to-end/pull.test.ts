/** What pull writes is what SES has: adopting it writes nothing. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmailConflictPolicy, EmailSource, EmailTemplateSet } from '../../src';
import { World } from '../support/deployment';
import { temporaryFolder } from '../support/synth';

const BUNDLE = join(__dirname, '../../assets/cli/cdk-ses-templates.js');

let world: World;
let folder: string;
beforeEach(async () => {
  world = await World.create();
  folder = temporaryFolder();
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

test('a set with ADOPT deploys what pull wrote without a write', async () => {
  const templates = {
    'prod-welcome': { subject: 'Grüße, {{name}} 🎉', html: '<p>Zoë &amp; {{{name}}}</p>\r\n', text: '  {{name}}\n\n' },
    'prod-plain': { subject: ' a subject of spaces ', text: 'C:\\users \\u0041' },
  };
  for (const [name, parts] of Object.entries(templates)) world.put(name, parts);

  await promisify(execFile)(process.execPath, [BUNDLE, 'pull', 'emails', '--prefix', 'prod-', '--endpoint-url', world.endpoint], {
    cwd: folder,
    env: { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' },
  });
  world.newCalls();

  const { succeeded } = await world.deploy(stack => new EmailTemplateSet(stack, 'Mails', {
    source: EmailSource.directory(join(folder, 'emails')), namePrefix: 'prod-', conflictPolicy: EmailConflictPolicy.ADOPT,
  }));

  expect(succeeded).toBe(true);
  // It reads only: SES rejects the attempt to create what is there.
  expect(world.newCalls().sort()).toEqual([
    'CreateTemplate prod-plain AlreadyExists', 'CreateTemplate prod-welcome AlreadyExists', 'GetTemplate prod-plain ok', 'GetTemplate prod-welcome ok',
    'ListTemplates undefined ok',
  ]);
  expect(world.templates()).toEqual(templates);
});
