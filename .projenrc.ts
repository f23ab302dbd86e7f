import { awscdk, javascript, JsonFile } from 'projen';
import { JobPermission } from 'projen/lib/github/workflows-model';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-ses-templates',
  description: 'Amazon SES email templates and configuration sets for AWS CDK: checked at synth, paced to the quota, transactional when deployed.',
  keywords: ['aws', 'aws-cdk', 'aws-ses', 'awscdk', 'cdk', 'ses', 'email', 'template', 'handlebars', 'configuration-set', 'cloudformation'],
  author: 'The cdk-ses-templates authors',
  authorAddress: 'https://github.com/cdk-ses-templates',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-ses-templates/cdk-ses-templates.git',
  homepage: 'https://github.com/cdk-ses-templates/cdk-ses-templates#readme',
  bugsUrl: 'https://github.com/cdk-ses-templates/cdk-ses-templates/issues',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-ses-templates authors',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  projenrcTs: true,

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  // Developed on the oldest versions that it supports, as aws-cdk-lib asks of libraries: `test:cdk-versions` tries the newest as well.
  // From 2.235.0 on, all L2 constructs that this library accepts implement the `*Ref` interfaces of their L1s; that version depends on
  // a Go module that Go's checksum database does not have. 2.236.0 takes any constructs from 10.0.5 on.
  cdkVersion: '2.236.0',
  constructsVersion: '10.0.5',
  // Handlers live in `lambda/`, outside the jsii program, so there is nothing in `src/` to discover.
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,

  publishToPypi: { distName: 'cdk-ses-templates', module: 'cdk_ses_templates' },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk-ses-templates',
    mavenArtifactId: 'cdk-ses-templates',
    javaPackage: 'io.github.cdksestemplates',
  },
  publishToNuget: { dotNetNamespace: 'CdkSesTemplates', packageId: 'CdkSesTemplates' },
  publishToGo: { moduleName: 'github.com/cdk-ses-templates/cdk-ses-templates-go', packageName: 'cdksestemplates' },

  // The project's checks are in `.ci/run`: workflows call it, and nothing else depends on one hosting service.
  github: true,
  githubOptions: { mergify: false, pullRequestLintOptions: { semanticTitleOptions: { types: ['feat', 'fix', 'docs', 'refactor', 'test', 'perf', 'chore'] } } },
  pullRequestTemplateContents: ['## What changes, and for whom', '', '## Why', '', '## How it was tested', ''],
  buildWorkflow: false,
  release: true,
  majorVersion: 0,
  releaseWorkflowSetupSteps: [{ name: 'Test', run: 'npm test' }],
  workflowNodeVersion: '22.x',
  depsUpgrade: false,

  gitignore: ['/.local/', '/.engines/', '/.emulators/', '/assets/', '/THIRD-PARTY-NOTICES', '/.jsii.tabl.json', 'cdk.out/', '*.tsbuildinfo', '.DS_Store'],

  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    coverageText: false,
    configFilePath: 'jest.config.json',
    jestConfig: {
      // One test file alone covers little; `npm run test:coverage` has the threshold.
      collectCoverage: false,
      // The examples import the package by its name, as its users do.
      moduleNameMapper: { '^cdk-ses-templates$': '<rootDir>/src', '^cdk-ses-templates/local$': '<rootDir>/cli/serve/local-ses' },
      // V8's own coverage is of every module that a test loads, aws-cdk-lib first of all: it trebles the time.
      coverageProvider: 'babel',
      collectCoverageFrom: ['src/**/*.ts', 'lambda/**/*.ts'],
      coverageReporters: ['text-summary', 'lcov'],
      coverageThreshold: { lines: 95 },
      testTimeout: 30_000,
      // The system's temporary folder is left as it was found.
      globalSetup: '<rootDir>/test/support/temporary/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/temporary/global-teardown.ts',
      testEnvironment: '<rootDir>/test/support/temporary/environment.ts',
      cacheDirectory: '<rootDir>/node_modules/.cache/jest',
      // For two cores: end-to-end tests mostly wait for child processes and timeouts, so with two workers the cores would be idle for a third
      // of the time. Jest accepts at most 100%, and takes 150% for 150 workers.
      maxWorkers: 3,
      testSequencer: '<rootDir>/test/support/slow-first.cjs',
    },
    junitReporting: false,
  },
  eslint: true,

  bin: { 'cdk-ses-templates': 'assets/cli/cdk-ses-templates.js' },
  devDeps: [
    '@aws-cdk/app-staging-synthesizer-alpha',
    '@aws-cdk/cloudformation-diff',
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-eventbridge',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-scheduler',
    '@aws-sdk/client-ses',
    '@aws-sdk/client-sesv2',
    '@aws-sdk/client-sns',
    '@jest/test-sequencer@^30',
    '@jridgewell/sourcemap-codec',
    '@jsii/spec',
    '@swc/core',
    '@swc/jest',
    '@types/aws-lambda',
    '@types/minimatch@^3',
    '@types/nodemailer@^7',
    'aws-ses-v2-local',
    // The last that accepts the oldest aws-cdk-lib and constructs.
    'cdk-nag@~2.37.55',
    // The last that runs on every Node.js 20.
    'chokidar@^4',
    'commander@^14',
    // Makes the unified diffs of the drift monitor, which bundles it.
    'diff@^8',
    'esbuild',
    'fast-check',
    'fast-xml-parser@^5',
    'handlebars',
    'jest-environment-node@^30',
    // The version that aws-cdk-lib matches `exclude` with.
    'minimatch@^3',
    'nodemailer@^7',
    'ora@^9',
    'picocolors',
    'playwright-core',
    // Reads MIME messages in the local SES.
    'postal-mime@^4',
    'tsx',
    'yaml@^2',
  ],
});

// 1.13.0 names bindings that were never published for all platforms, so a lock file that holds it is no use to `npm ci`.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// ---------------------------------------------------------------------------------------------------------------------
// What the package carries: jsii packages have no dependencies that other languages' users would have to install.
const bundle = project.addTask('bundle', {
  description: 'Bundles the functions and the Handlebars parser into assets/, with the licences of what is in them.',
  exec: 'tsx build-tools/bundle.ts',
});
project.preCompileTask.spawn(bundle);

// The examples of the README and the docstrings, in each language: one that does not compile in TypeScript fails the build.
// jsii-pacmak finds the translations in the tablet beside the assembly.
const rosetta = project.addTask('rosetta', {
  description: 'Compiles the examples of the README and the docstrings, and translates them.',
  exec: 'jsii-rosetta extract --strict',
});
project.postCompileTask.prependSpawn(rosetta);

// The package ships the jsii program, the bundles and their licences; the rest is for development.
for (const path of [
  '.ci', 'lambda', 'local', 'cli', 'examples', 'bench', 'build-tools', 'packaging', 'emulators', 'rosetta', 'docs', '.jsii.tabl.json', '.local', '.engines',
  '.emulators', 'jest.config.json', 'cdk.out', 'API.md',
  'CONTRIBUTING.md', 'SECURITY.md', '.editorconfig', '.nvmrc',
]) {
  project.addPackageIgnore(`/${path}`);
}
project.addPackageIgnore('!/assets/');

// `cdk-ses-templates/local` is for the tests of programs that send mails, in JavaScript only: jsii does not know it. `typesVersions` is
// for the module resolution of older TypeScript, which ignores `exports`.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './local': { types: './assets/local/local-ses.d.ts', default: './assets/local/local-ses.js' },
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
  './package.json': './package.json',
  './*': './*',
});
project.package.addField('typesVersions', { '*': { local: ['assets/local/local-ses.d.ts'] } });
project.addPackageIgnore('!/THIRD-PARTY-NOTICES');
// The sources would be three quarters of `lib/`.
for (const option of ['inlineSourceMap', 'inlineSources']) project.tsconfig?.file.addOverride(`compilerOptions.${option}`, false);

// ---------------------------------------------------------------------------------------------------------------------
// Folders outside the jsii program: each has a separate tsconfig, for editors, ESLint's types and `tsc`.
const folders = ['lambda', 'cli', 'local', 'examples', 'bench', 'build-tools', 'packaging', 'emulators'];
for (const folder of folders) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: {
      extends: '../tsconfig.json',
      compilerOptions: {
        noEmit: true,
        rootDir: '..',
        isolatedModules: true,
        // Examples import the package by its name.
        ...(['lambda', 'cli'].includes(folder) ? {} : { paths: { 'cdk-ses-templates': ['../src/index.ts'] } }),
      },
      include: ['**/*.ts'],
      exclude: ['node_modules', '**/cdk.out', ...folder === 'cli' ? ['page'] : []],
    },
  });
}
project.addTask('typecheck', {
  description: 'Checks the types of everything that jsii does not compile.',
  steps: [...folders, 'test', 'examples/order-mails/mailer', 'cli/page'].map(folder => ({ exec: `tsc --project ${folder}/tsconfig.json` })),
});
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('compilerOptions.paths', {
  'cdk-ses-templates': ['../src/index.ts'],
  'cdk-ses-templates/local': ['../cli/serve/local-ses.ts'],
});

// Types are checked once, by `tsc`, in the `typecheck` task. For Jest, SWC strips them, in a fraction of the time that ts-jest takes.
// The pattern is that of projen's entry for ts-jest, which this one replaces.
const transform = { '^.+\\.[t]sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] };
project.tryFindObjectFile('jest.config.json')!.addOverride('transform', transform);
project.deps.removeDependency('ts-jest');

// ---------------------------------------------------------------------------------------------------------------------
// Lint: the arrows of the architecture are rules, so that a wrong import fails while it is written.
const eslint = project.eslint!;
/** The folders of `src/language`, each with those that it may import. */
const languagePhases = {
  text: [],
  diagnostics: ['text'],
  parse: ['text', 'diagnostics'],
  check: ['text', 'diagnostics', 'parse'],
  render: ['text', 'diagnostics', 'parse'],
  partials: ['text', 'diagnostics', 'parse', 'check'],
};
/** The folders of `local`, each with those that it may import. */
const localRooms = {
  cloudformation: [],
  ses: [],
  server: ['ses'],
  session: ['cloudformation', 'ses', 'server'],
  cli: ['cloudformation', 'ses', 'session'],
};
/** Of these, only the index may be imported from elsewhere in `local`. */
const localFaces = ['cloudformation', 'ses', 'server'];
/** The folders of `local/cloudformation`: each may import those before it. */
const cloudFormationFloors = ['template', 'state', 'functions', 'resources', 'stack'];
/** The files of `src/templates/private` that know no CDK: the command line uses them, too. */
const cdkFree = ['check-language.ts', 'content-error.ts', 'findings.ts', 'lone-surrogate.ts', 'part-problems.ts', 'plain-json.ts', 'problems.ts'];
for (const folder of folders) {
  eslint.addLintPattern(folder);
}
eslint.allowDevDeps('cli/**');
eslint.allowDevDeps('local/**');
eslint.allowDevDeps('lambda/**');
eslint.allowDevDeps('bench/**');
eslint.allowDevDeps('build-tools/**');
eslint.allowDevDeps('packaging/**');
eslint.allowDevDeps('emulators/**');
eslint.allowDevDeps('examples/**');
eslint.addRules({
  'import/order': ['warn', {
    groups: ['builtin', 'external'],
    pathGroups: [{ pattern: 'cdk-ses-templates', group: 'external' }],
    alphabetize: { order: 'asc', caseInsensitive: true },
  }],
  'import/no-restricted-paths': ['error', {
    zones: [
      { target: './src', from: ['./lambda', './cli', './local', './test', './examples', './bench'], message: 'src knows the bundle by its path only.' },
      { target: './lambda', from: './src', except: ['./contract'], message: 'The function shares src/contract with the constructs, nothing else.' },
      { target: './lambda', from: ['./cli', './local', './test', './examples', './bench'] },
      { target: './cli', from: ['./test', './examples', './bench'], message: 'the command line is made of src, and of the local SES.' },
      { target: './cli', from: './local', except: ['./server/index.ts', './ses/index.ts'], message: 'the command line knows the faces of the local SES and its server.' },
      { target: './cli', from: './lambda', except: ['./drift/index.ts'], message: 'the command line compares as the functions do, and shares nothing else with them.' },
      { target: './cli', from: './src', except: ['./language/index.ts', './contract', './templates/files', ...cdkFree.map(file => `./templates/private/${file}`)], message: 'the command line starts without CDK.' },
      { target: './src/contract', from: './src', except: ['./contract'], message: 'The contract knows nobody.' },
      { target: './src/language', from: './src', except: ['./language', './contract'], message: 'The language knows no constructs.' },
      { target: './src/events', from: './src', except: ['./events', './contract'], message: 'Events and templates do not know each other.' },
      { target: './src/templates', from: './src/monitor', message: 'The monitor knows templates, not the other way round.' },
      { target: './src/monitor', from: './src/language', message: 'The monitor knows what is deployed, not what is written.' },
      { target: './src/templates', from: './src/events', except: ['./private/arns.ts'], message: 'Templates know the ARN of a configuration set, nothing else of events.' },
      { target: ['./src/*.ts', './src/templates', './src/events', './src/contract'], from: './src/language', except: ['./index.ts'], message: 'src/language/index.ts is its face.' },
      ...Object.entries(languagePhases).map(([phase, earlier]) => ({
        target: `./src/language/${phase}`,
        from: './src/language',
        except: [phase, ...earlier].map(folder => `./${folder}`),
        message: 'a phase of the language knows earlier ones only.',
      })),
      { target: './local', from: ['./src', './lambda', './cli', './test', './bench'], message: 'local runs what was synthesized and bundled.' },
      ...Object.entries(localRooms).map(([room, others]) => ({
        target: `./local/${room}`,
        from: './local',
        except: [room, ...others].map(folder => `./${folder}`),
        message: 'a room of local knows those below it only: see local/README.md.',
      })),
      ...localFaces.map(room => ({
        target: Object.keys(localRooms).filter(other => other !== room).map(other => `./local/${other}`),
        from: `./local/${room}`,
        except: ['./index.ts'],
        message: 'the index of a room is its face.',
      })),
      ...cloudFormationFloors.map((floor, index) => ({
        target: `./local/cloudformation/${floor}`,
        from: './local/cloudformation',
        except: cloudFormationFloors.slice(0, index + 1).map(folder => `./${folder}`),
        message: 'a floor of the local CloudFormation knows those below it only.',
      })),
      { target: './emulators', from: ['./lambda', './cli', './test', './bench'], message: 'the emulators run what was packed.' },
      { target: './emulators', from: './src', except: ['./index.ts'], message: 'the app of the emulators imports the package only.' },
      { target: './emulators', from: './local', except: ['./server/index.ts'], message: 'emulators know the local SES by its endpoint.' },
      { target: './examples', from: ['./lambda', './cli', './local', './test', './bench'] },
      { target: './examples', from: './src', except: ['./index.ts'], message: 'examples import the package only.' },
      { target: './lambda/reconcile', from: ['./lambda/aws', './lambda/cloudformation'], message: 'reconcile knows ports.' },
      { target: './lambda/cloudformation', from: ['./lambda/aws', './lambda/reconcile'], message: 'the protocol knows no SES.' },
      { target: './lambda/pacing', from: ['./lambda/aws', './lambda/reconcile', './lambda/cloudformation', './lambda/drift', './lambda/monitor'] },
      { target: ['./lambda/reconcile', './lambda/cloudformation'], from: ['./lambda/drift', './lambda/monitor'], message: 'a deployment knows no monitor.' },
      { target: './lambda/drift', from: ['./lambda/aws', './lambda/cloudformation', './lambda/monitor', './lambda/pacing'], message: 'drift knows ports.' },
      { target: './lambda/monitor', from: ['./lambda/aws', './lambda/cloudformation'], message: 'the monitor knows ports.' },
    ],
  }],
});
eslint.addOverride({
  files: ['lambda/{cloudformation,reconcile,pacing,drift,monitor}/**', 'lambda/*.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['@aws-sdk/*', '@smithy/*'], message: 'Only lambda/aws imports the SDK.' }] }] },
});
eslint.addOverride({
  files: ['src/**', 'lambda/**', 'local/**'],
  rules: { 'import/no-cycle': 'error', 'max-lines': ['error', 300] },
});
eslint.addOverride({
  files: ['src/contract/**'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', '@aws-sdk/*'], message: 'The function bundles src/contract.' }] }] },
});
eslint.addOverride({
  files: ['src/language/**'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', '@aws-sdk/*'], message: 'src/language works without CDK and AWS.' }] }] },
});
eslint.addOverride({
  files: ['cli/**', 'src/templates/files/**', ...cdkFree.map(file => `src/templates/private/${file}`)],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'], message: 'The command line starts without CDK.' }] }] },
});
eslint.addOverride({
  files: ['test/**'],
  excludedFiles: ['test/support/fast-check.ts'],
  rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'fast-check', message: 'Import test/support/fast-check, which sets the seed.' }] }] },
});
project.tryFindObjectFile('.eslintrc.json')?.addOverride('settings.import/resolver.typescript.project', [
  './tsconfig.json', ...folders.map(folder => `./${folder}/tsconfig.json`), './test/tsconfig.json',
]);

// ---------------------------------------------------------------------------------------------------------------------
// `npm test` builds what it needs and then only tests; `npm run build` makes the package, API.md and lints.
project.testTask.reset();
project.testTask.spawn(bundle);
project.testTask.exec('jest --ci', { receiveArgs: true });
project.addTask('test:coverage', {
  description: 'Runs all tests, and fails if they cover too few lines.',
  steps: [{ spawn: 'bundle' }, { exec: 'jest --ci --coverage', receiveArgs: true }],
});
// End-to-end tests run the bundle; without it they would test yesterday's function.
project.tasks.tryFind('test:watch')?.prependSpawn(bundle);
project.removeTask('test:update');
const tasks = project.tryFindObjectFile('.projen/tasks.json')!;
tasks.addOverride('tasks.build.steps', [
  'default', 'pre-compile', 'compile', 'post-compile', 'typecheck', 'eslint', 'package:js',
].map(task => ({ spawn: task })));

project.addTask('test:engines', {
  description: 'Compares the language with handlebars.js and handlebars.java, which takes a JDK and Maven.',
  env: { ENGINE_RUNS: '3000' },
  steps: [
    { exec: 'tsx --tsconfig test/tsconfig.json test/engines/fetch.ts' },
    { exec: 'jest --ci --coverage=false test/engines test/language/differential', receiveArgs: true },
  ],
});

project.addTask('test:mutations', {
  description: 'Breaks the deployment function in one place at a time, and shows which history and which test notice.',
  steps: [{ exec: 'tsx --tsconfig test/tsconfig.json test/histories/mutations.ts', receiveArgs: true }],
});
project.addTask('test:histories', {
  description: 'Plays random histories of stacks against the deployment function: --runs 5000 --seed 7. See --help.',
  steps: [{ exec: 'tsx --tsconfig test/tsconfig.json test/histories/cli.ts', receiveArgs: true }],
});

project.addTask('test:aws', {
  description: 'Asks SES in a real account what AWS does not document. Only with SES_LIVE=1 and credentials.',
  steps: [{ exec: 'tsx --tsconfig test/tsconfig.json test/engines/live.ts' }],
});

// ---------------------------------------------------------------------------------------------------------------------
// The package as its users get it: minutes, and from registries, so apart from `npm test`.
new JsonFile(project, 'packaging/jest.config.json', {
  obj: {
    rootDir: '..',
    testMatch: ['<rootDir>/packaging/*.test.ts'],
    testTimeout: 20 * 60_000,
    transform,
  },
});
/** `.ci/run` has built the package already, and says so by PACKAGE_IS_BUILT. */
const builtBy = (...builds: string[]) => builds.map(spawn => ({ spawn, condition: '[ -z "$PACKAGE_IS_BUILT" ]' }));
const packaged = (name: string, description: string, builds: string[], ...tests: string[]) => project.addTask(name, {
  description,
  steps: [
    ...builtBy(...builds),
    { exec: `jest --ci --config packaging/jest.config.json --runInBand ${tests.join(' ')}`, receiveArgs: true },
  ],
});
packaged('test:cdk-versions', 'Installs the package beside the oldest and the newest CDK that it supports, synthesizes with both, and runs the command line.',
  ['pre-compile', 'compile'], 'cdk-versions', 'command-line');
packaged('test:languages', 'Builds and installs the package for Python, Java and Go, and synthesizes the same app with each.',
  ['pre-compile', 'compile', 'rosetta'], 'assembly', 'examples', 'languages');

// The package as its users deploy it: with the CDK CLI, to third-party emulators.
project.addTask('test:e2e', {
  description: 'Packs and installs the package, and deploys it with the CLI of CDK to ministack, moto and the local SES, which takes Python.',
  steps: [...builtBy('pre-compile', 'compile'), { exec: 'tsx --tsconfig emulators/tsconfig.json emulators/e2e.ts', receiveArgs: true }],
});

project.addTask('screenshots', {
  description: 'Takes the pictures of the preview in docs/images anew, with Chromium.',
  steps: [{ spawn: 'bundle' }, { exec: 'tsx build-tools/screenshots.ts' }],
});

project.addTask('test:ses', {
  description: 'Asks the local SES, moto and ministack the same, which takes Python; with SES_LIVE=1 and credentials, Amazon SES too.',
  steps: [{ exec: 'tsx --tsconfig emulators/tsconfig.json emulators/ses.ts' }],
});

project.addTask('bench', {
  description: 'Measures deployments against what the quota of SES allows, and synth against plain CDK. See --help.',
  // Synth is measured as users have it, compiled.
  steps: [{ spawn: 'bundle' }, { spawn: 'compile' }, { exec: 'tsx --tsconfig bench/tsconfig.json bench/cli.ts', receiveArgs: true }],
});

project.addTask('local', {
  description: 'Deploys the example to a local SES, on this machine alone. See --help.',
  steps: [{ spawn: 'bundle' }, { exec: 'tsx --tsconfig local/tsconfig.json local/cli/index.ts', receiveArgs: true }],
});

// ---------------------------------------------------------------------------------------------------------------------
const ci = project.github!.addWorkflow('ci');
ci.on({ push: { branches: ['main'] }, pullRequest: {}, workflowDispatch: {} });
ci.addJob('checks', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: JobPermission.READ },
  env: { CI: 'true' },
  timeoutMinutes: 90,
  steps: [
    { uses: 'actions/checkout@v6' },
    { uses: 'actions/setup-node@v6', with: { 'node-version': '22.x' } },
    { uses: 'actions/setup-java@v5', with: { 'distribution': 'temurin', 'java-version': '17' } },
    { uses: 'actions/setup-python@v6', with: { 'python-version': '3.x' } },
    { uses: 'actions/setup-go@v6', with: { 'go-version': 'stable' } },
    // On this machine, the package must not be skipped in any of them.
    { run: 'bash .ci/run', env: { REQUIRED_LANGUAGES: 'python,java,go' } },
  ],
});

// publib publishes to the public registry by itself.
project.tryFindObjectFile('.github/workflows/release.yml')?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');

project.synth();
