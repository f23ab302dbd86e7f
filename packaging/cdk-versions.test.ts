import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import jestConfig from '../jest.config.json';
import { devDependencies, peerDependencies } from '../package.json';
import { deployedFiles } from './support/assembly-files';
import { NpmConsumer } from './support/npm-consumer';
import { APP, packForNpm, ROOT, tool } from './support/package';
import { run } from './support/run';

/*
 * The package with the oldest and the newest supported versions of CDK, installed by npm into an empty folder.
 */

const FLOOR = { 'aws-cdk-lib': devDependencies['aws-cdk-lib'], 'constructs': devDependencies.constructs };
const NEWEST = { 'aws-cdk-lib': '2', 'constructs': '10' };

/** The first example of the README is a complete app. */
function readmeExample(): string {
  const [, example] = /```ts[^\n]*\n([^]*?)\n```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))!;
  return `${example.replace('new App()', 'new App({ analyticsReporting: false })')}\napp.synth();\n`;
}

/** The folder shown in the README. */
const README_EMAILS = {
  '_partials/footer.html': '<p>The shop</p>\n',
  '_partials/footer.txt': 'The shop\n',
  'welcome/subject.txt': 'Welcome, {{name}}\n',
  'welcome/body.html': '<p>Welcome, {{name}}.</p>\n{{> footer}}\n',
  'welcome/body.txt': 'Welcome, {{name}}.\n{{> footer}}\n',
  'welcome/sample.json': '{ "name": "Ada" }\n',
};

const folder = mkdtempSync(join(tmpdir(), 'cdk-ses-templates-versions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let oldest: NpmConsumer;
let newest: NpmConsumer;

beforeAll(() => {
  const tarball = packForNpm(folder);
  [oldest, newest] = ([['oldest', FLOOR], ['newest', NEWEST]] as const).map(([name, versions]) => {
    const consumer = new NpmConsumer(join(folder, name), tarball, versions);
    for (const file of ['app.ts', 'emails']) cpSync(join(APP, file), join(consumer.folder, file), { recursive: true });
    const readme = join(consumer.folder, 'readme');
    for (const [file, content] of Object.entries(README_EMAILS)) {
      mkdirSync(dirname(join(readme, 'emails', file)), { recursive: true });
      writeFileSync(join(readme, 'emails', file), content);
    }
    writeFileSync(join(readme, 'app.ts'), readmeExample());
    return consumer;
  });
  process.stderr.write(`\naws-cdk-lib ${oldest.installed['aws-cdk-lib']} and ${newest.installed['aws-cdk-lib']}, `
    + `constructs ${oldest.installed.constructs} and ${newest.installed.constructs}\n\n`);
});

test('the package is developed with the oldest versions that it accepts', () => {
  expect(peerDependencies).toEqual({ 'aws-cdk-lib': `^${FLOOR['aws-cdk-lib']}`, 'constructs': `^${FLOOR.constructs}` });
  expect(oldest.installed).toEqual(FLOOR);
});

test('npm installs no other packages with it', () => {
  const installed = JSON.parse(run('npm', ['ls', '--all', '--json'], { cwd: oldest.folder })).dependencies;
  expect(Object.keys(installed['cdk-ses-templates'].dependencies)).toEqual(['aws-cdk-lib', 'constructs']);
});

test.each([['oldest', () => oldest], ['newest', () => newest]])('its declarations compile with the %s versions', (_, consumer) => {
  expect(() => consumer().typecheck()).not.toThrow();
});

test('the README example synthesizes with both', () => {
  for (const consumer of [oldest, newest]) {
    const template = JSON.parse(deployedFiles(consumer.synth('readme/app.ts'))['Shop.template.json']);
    const types = Object.values<any>(template.Resources).map(({ Type }) => Type);
    expect(types).toContain('Custom::SESEmailTemplates');
    expect(JSON.stringify(template)).toContain('ses:SendTemplatedEmail');
  }
});

test('an app with every construct synthesizes to the same templates and assets with both', () => {
  expect(deployedFiles(newest.synth('app.ts'))).toEqual(deployedFiles(oldest.synth('app.ts')));
});

test('the construct tests also pass with the newest version', () => {
  const modules = join(newest.folder, 'node_modules');
  const config = join(folder, 'jest.config.json');
  const { coverageThreshold, ...usual } = jestConfig;
  writeFileSync(config, JSON.stringify({
    ...usual,
    rootDir: ROOT,
    collectCoverage: false,
    moduleNameMapper: { ...usual.moduleNameMapper, '^(aws-cdk-lib|constructs)($|/.*)': `${modules}/$1$2` },
    testPathIgnorePatterns: ['/node_modules/', '/test/(build-tools|end-to-end|lambda|language|local|private)/'],
  }));
  expect(() => run(tool('jest'), ['--ci', '--config', config], { cwd: ROOT })).not.toThrow();
});

describe('the template validation of the newest CDK', () => {
  const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

  test('accepts an app with every construct', () => {
    const report = JSON.parse(readFileSync(join(newest.synth('app.ts', context), 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });

  test('reports the problems of an invalid template', () => {
    writeFileSync(join(newest.folder, 'wrong.ts'), `
      import { App, CfnResource, Stack } from 'aws-cdk-lib';
      const app = new App();
      new CfnResource(new Stack(app, 'Shop'), 'Mails', { type: 'Custom::SESEmailTemplates', properties: { ServiceToken: { Ref: 'Nothing' } } });
      app.synth();
    `);
    expect(() => newest.synth('wrong.ts', context)).toThrow(/Nothing/);
  });
});
