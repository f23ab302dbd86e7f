import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devDependencies } from '../package.json';
import { types } from './support/assembly';
import { constructClasses, deployedFiles } from './support/assembly-files';
import { NpmConsumer } from './support/npm-consumer';
import { APP, packFor, packForNpm } from './support/package';
import { isInstalled, run } from './support/run';

/*
 * The package in other languages: built with jsii-pacmak, installed like users do, and used in an app. To add a construct or a
 * property, add it to app.ts, app.py and App.java in packaging/app.
 */

const FLOOR = { 'aws-cdk-lib': devDependencies['aws-cdk-lib'], 'constructs': devDependencies.constructs };

/** The commands that each language needs. The environment variable REQUIRED_LANGUAGES lists the languages that must not be skipped. */
const COMMANDS = { python: ['python3'], java: ['javac', 'mvn'], go: ['go'], dotnet: ['dotnet'] };
type Language = keyof typeof COMMANDS;

const required = (process.env.REQUIRED_LANGUAGES ?? '').split(',');
const missing = (language: Language): string[] => COMMANDS[language].filter(command => !isInstalled(command));
const canRun = (language: Language): boolean => missing(language).length === 0;

function testIn(language: Language, name: string, body: () => void): void {
  if (canRun(language) || required.includes(language)) {
    test(`${language}: ${name}`, body);
  } else {
    process.stderr.write(`\nSKIPPED: ${language}: ${missing(language).join(' and ')} not found, so this does not show that the package works there\n\n`);
    test.skip(`${language}: ${name}`, body);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'cdk-ses-templates-languages-'));
const dist = join(folder, 'dist');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Creates a folder with the files that the apps read. */
function appFolder(name: string, ...files: string[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const file of ['emails', ...files]) cpSync(join(APP, file), join(path, file), { recursive: true });
  return path;
}

/** The files that the TypeScript app synthesizes. The other apps must synthesize the same. */
let expected: string;

beforeAll(() => {
  const tarball = packForNpm(folder);
  const consumer = new NpmConsumer(appFolder('typescript', 'app.ts'), tarball, FLOOR);
  consumer.typecheck();
  expected = consumer.synth('app.ts');
  const built = (['python', 'java', 'dotnet'] as const).filter(canRun);
  if (built.length > 0) packFor(built, dist);
});

test('the app uses every construct of the package', () => {
  const used = constructClasses(expected);
  const constructs = types().filter(type => type.kind === 'class' && !type.abstract && takesScopeAndId(type.initializer?.parameters?.map(({ name }) => name)))
    .map(({ fqn }) => fqn);

  expect(constructs).toContain('cdk-ses-templates.EmailTemplate');
  expect(constructs.filter(fqn => !used.has(fqn))).toEqual([]);
});

function takesScopeAndId(parameters: string[] = []): boolean {
  return parameters[0] === 'scope' && parameters[1] === 'id';
}

testIn('python', 'the wheel, installed with pip, synthesizes the same templates and assets', () => {
  const app = appFolder('python', 'app.py');
  run('python3', ['-m', 'venv', join(app, 'venv')]);
  const python = join(app, 'venv', 'bin', 'python');
  const wheel = readdirSync(join(dist, 'python')).find(name => name.endsWith('.whl'))!;
  run(python, ['-m', 'pip', 'install', '--quiet', join(dist, 'python', wheel), `aws-cdk-lib==${FLOOR['aws-cdk-lib']}`]);

  run(python, ['app.py'], { cwd: app, env: { CDK_OUTDIR: join(app, 'out') } });

  expect(deployedFiles(join(app, 'out'))).toEqual(deployedFiles(expected));

  // A dict would lose keys that are not spelled as in TypeScript.
  writeFileSync(join(app, 'dict.py'), [
    'from aws_cdk import Stack',
    'from cdk_ses_templates import EmailTemplateSet, EmailContent',
    'EmailTemplateSet(Stack(), "Mails", templates=[{"name": "a", "subject": "A", "text": EmailContent.from_inline("a"), "sample_data": {}}])',
  ].join('\n'));
  expect(() => run(python, ['dict.py'], { cwd: app })).toThrow(/TypeError: .*EmailTemplateSetEntry/);
});

testIn('java', 'the jar, resolved by Maven, synthesizes the same templates and assets', () => {
  const app = appFolder('java', 'java');
  const project = join(app, 'java');
  const maven = (...goals: string[]) => run('mvn', [
    '--batch-mode', '--quiet', '--no-transfer-progress', ...goals, `-Dbuilt.repository=file://${join(dist, 'java')}`, `-Dcdk.version=${FLOOR['aws-cdk-lib']}`,
  ], { cwd: project });
  // Otherwise Maven uses the jar of an earlier run, which has the same version.
  maven('dependency:purge-local-repository', '-DmanualInclude=io.github.cdk-ses-templates', '-DreResolve=false');
  maven('compile', 'dependency:build-classpath', '-Dmdep.outputFile=classpath.txt');
  const classpath = [join(project, 'target', 'classes'), readFileSync(join(project, 'classpath.txt'), 'utf8').trim()].join(':');

  run('java', ['-cp', classpath, 'shop.App'], { cwd: app, env: { CDK_OUTDIR: join(app, 'out') } });

  expect(deployedFiles(join(app, 'out'))).toEqual(deployedFiles(expected));
});

testIn('go', 'the module synthesizes a template and a set, and renders them', () => {
  packFor(['go'], dist, ['--code-only']);
  const app = appFolder('go', 'go');
  const program = join(app, 'go');
  const name = 'github.com/cdk-ses-templates/cdk-ses-templates-go/cdksestemplates';
  run('go', ['mod', 'init', 'shop'], { cwd: program });
  run('go', ['mod', 'edit', `-require=${name}@v0.0.0`, `-replace=${name}=${join(dist, 'go', 'cdksestemplates')}`], { cwd: program });
  run('go', ['mod', 'tidy'], { cwd: program });
  run('go', ['build', '-o', join(app, 'shop')], { cwd: program });

  run(join(app, 'shop'), [], { cwd: app, env: { CDK_OUTDIR: join(app, 'out') } });

  const { Resources, Outputs } = JSON.parse(readFileSync(join(app, 'out', 'Shop.template.json'), 'utf8'));
  const templates = Object.values<any>(Resources)
    .filter(({ Type }) => Type === 'Custom::SESEmailTemplates')
    .flatMap(({ Properties }) => Object.values<any>(Properties.Templates));
  expect(templates.map(({ Name }) => Name)).toEqual(['welcome', 'receipt', 'refund']);
  expect(Outputs.Rendered.Value).toBe('Welcome, Grace: Welcome, Grace.');
  expect(Outputs.RenderedOfSet.Value).toBe('Tea: 3.00\nTern & Kettle, https://shop.example.com\n');
});

testIn('dotnet', 'the package is built', () => {
  expect(existsSync(join(dist, 'dotnet'))).toBe(true);
});
