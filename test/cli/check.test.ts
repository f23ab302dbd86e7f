import { cli, WELCOME, workingFolder } from './support';

const work = workingFolder();

/** One of each severity, and a fault in a partial that two emails share. */
const FAULTY = {
  ...WELCOME,
  'emails/order/subject.txt': 'Order',
  'emails/order/body.html': '<p>{{#each items}}\n{{title}}</p>\n',
  'emails/order/sample.json': '{ "items": [] }',
};

test('emails without faults are counted', async () => {
  work(WELCOME);
  expect(await cli('check')).toEqual({ exitCode: 0, out: '✓ 1 email checked, no errors and no warnings', err: '' });
});

test('a fault is printed with its frame, and fails', async () => {
  work(FAULTY);
  expect(await cli('check')).toEqual({
    exitCode: 1,
    out: [
      'error emails/order/body.html:1:4 (html): {{#each items}} is never closed.',
      '',
      '> 1 | <p>{{#each items}}',
      '    |    ^^^^^^^^^^^^^^^',
      '  2 | {{title}}</p>',
      '',
      'Add {{/each}} where the block ends. [cdk-ses-templates:blockNotClosed]',
      '',
      '✗ 1 error, 0 warnings in 2 emails',
    ].join('\n'),
    err: '',
  });
});

test('a fault of a shared partial is printed once, with the emails that use it', async () => {
  work({
    ...WELCOME,
    'emails/welcome/body.html': '<p>{{{name}}}</p>{{> footer}}',
    'emails/goodbye/subject.txt': 'Goodbye',
    'emails/goodbye/body.html': '<p>Goodbye</p>{{> footer}}',
    'emails/_partials/footer.html': '<p>{{#if}}</p>',
  });
  const { out } = await cli('check');
  expect(out.match(/_partials\/footer\.html:1:4/g)).toHaveLength(1);
  expect(out).toContain('The partial is used, with the same result, by emails/welcome.');
});

test.each([
  ['a file that is no email\'s', { 'emails/welcome/body.htm': 'x' }, 'error emails/welcome: unknown file: '],
  ['a blank subject', { 'emails/welcome/subject.txt': ' \n' }, 'error emails/welcome/subject.txt (subject): subject must not be empty or blank, got: " " [cdk-ses-templates:emailFiles]'],
  ['a subject of two lines', { 'emails/welcome/subject.txt': 'a\nb\n' }, 'subject must be one line, got: "a\\nb"'],
  ['sample data that is not JSON', { 'emails/welcome/sample.json': '{ name: 1 }' }, 'error emails/welcome/sample.json:1:3: must be JSON: "name" is found instead of a key in double quotes or "}" [cdk-ses-templates:emailFiles]'],
  ['sample data that is a list', { 'emails/welcome/sample.json': '[]' }, 'sampleData must be a JSON object, got: a list in emails/welcome/sample.json'],
  ['further data that does not render', { 'emails/welcome/sample.empty.json': '{}' }, 'This is with the data of emails/welcome/sample.empty.json.'],
  ['an email of more than 500 KB', { 'emails/welcome/body.html': 'x'.repeat(512_001) }, 'html and text together must be at most 512000 bytes of UTF-8, got: 512020 (html 512001, text 19)'],
  ['a name that SES does not take', { 'emails/wel come/subject.txt': 'x', 'emails/wel come/body.txt': 'x' }, 'must be 1 to 64 characters of [a-zA-Z0-9_-], got: "wel come"'],
  ['a partial that cannot be called', { 'emails/_partials/a b.html': 'x' }, 'the name of a partial must consist of [a-zA-Z0-9_-], with slashes as separators, got: "a b" of emails/_partials/a b.html'],
])('%s is an error', async (_, files, message) => {
  work({ ...WELCOME, ...files });
  const { exitCode, out } = await cli('check');
  expect(out).toContain(message);
  expect(exitCode).toBe(1);
});

const WARNED = { ...WELCOME, 'emails/welcome/body.html': '<p>[[name]] {{{name}}}</p>' };

test('warnings fail when there are more than --max-warnings', async () => {
  work(WARNED);
  expect(await cli('check')).toMatchObject({ exitCode: 0, out: expect.stringContaining('! 0 errors, 1 warning in 1 email') });
  expect(await cli('check', '--max-warnings', '1')).toMatchObject({ exitCode: 0 });
  expect(await cli('check', '--max-warnings', '0')).toMatchObject({ exitCode: 1, err: 'There is 1 warning, but --max-warnings allows 0.' });
});

test('--ignore leaves a warning out, and never an error', async () => {
  work(WARNED);
  const { diagnostics: [{ id }] } = JSON.parse((await cli('check', '--format', 'json')).out);
  expect(await cli('check', '--max-warnings', '0', '--ignore', id)).toMatchObject({ exitCode: 0 });
  work(FAULTY);
  expect(await cli('check', '--ignore', 'blockNotClosed')).toMatchObject({ exitCode: 1 });
});

test('--format json has all that is known of a diagnostic', async () => {
  work(FAULTY);
  expect(JSON.parse((await cli('check', '--format', 'json')).out)).toEqual({
    directory: 'emails',
    emails: 2,
    errors: 1,
    warnings: 0,
    infos: 0,
    diagnostics: [{
      email: 'order',
      severity: 'error',
      id: 'cdk-ses-templates:blockNotClosed',
      part: 'html',
      message: '{{#each items}} is never closed.',
      suggestion: 'Add {{/each}} where the block ends.',
      file: 'emails/order/body.html',
      line: 1,
      column: 4,
      frame: '> 1 | <p>{{#each items}}\n    |    ^^^^^^^^^^^^^^^\n  2 | {{title}}</p>',
      help: 'https://github.com/cdk-ses-templates/cdk-ses-templates/blob/main/docs/guides/diagnostics.md#blocknotclosed',
    }],
  });
});

test('--format github prints workflow commands', async () => {
  work(FAULTY);
  expect(await cli('check', '--format', 'github')).toEqual({
    exitCode: 1,
    out: '::error file=emails/order/body.html,line=1,col=4,title=cdk-ses-templates%3AblockNotClosed::{{#each items}} is never closed.%0A%0AAdd {{/each}} where the block ends.',
    err: '',
  });
  work(WELCOME);
  expect(await cli('check', '--format', 'github')).toEqual({ exitCode: 0, out: '', err: '' });
});

test('--format sarif names the rule, the file and the place', async () => {
  work(FAULTY);
  const { version, runs: [{ tool, results }] } = JSON.parse((await cli('check', '--format', 'sarif')).out);
  expect([version, tool.driver.rules.map(({ id }: { id: string }) => id)]).toEqual(['2.1.0', ['cdk-ses-templates:blockNotClosed']]);
  expect(results).toEqual([expect.objectContaining({
    ruleId: 'cdk-ses-templates:blockNotClosed',
    ruleIndex: 0,
    level: 'error',
    locations: [{
      physicalLocation: { artifactLocation: { uri: 'emails/order/body.html' }, region: { startLine: 1, startColumn: 4 } },
      logicalLocations: [{ name: 'order', kind: 'module' }],
    }],
  })]);
});

test('the folder of one email uses the partials beside it', async () => {
  work({ ...WELCOME, 'emails/welcome/body.txt': '{{name}}{{> footer}}', 'emails/_partials/footer.txt': 'Bye' });
  expect(await cli('check', 'emails/welcome')).toMatchObject({ exitCode: 0, out: '✓ 1 email checked, no errors and no warnings' });
});

test('files side by side are emails, too', async () => {
  work({ 'emails/a.subject.txt': 'A', 'emails/a.txt': 'A', 'emails/b.subject.txt': 'B', 'emails/b.txt': 'B' });
  expect(await cli('check')).toMatchObject({ exitCode: 0, out: expect.stringContaining('2 emails') });
});

test('excluded files are left out', async () => {
  work({ ...WELCOME, 'emails/welcome/notes.md': 'x' });
  expect(await cli('check', '--exclude', '*.md')).toMatchObject({ exitCode: 0 });
});

test.each([
  [['check'], 'There is no folder emails in '],
  [['check', 'nowhere'], 'The directory of emails must be a folder, got: nowhere, which does not exist'],
  [['check', '--format', 'xml'], 'error: option \'--format <format>\' argument \'xml\' is invalid. Allowed choices are text, json, github, sarif.'],
  [['check', '--max-warnings', '-1'], 'It must be a whole number.'],
  [['chek'], 'error: unknown command \'chek\''],
])('%j cannot run, and says why', async (args, message) => {
  work({});
  const { exitCode, err } = await cli(...args);
  expect(err).toContain(message);
  expect(exitCode).toBe(2);
});

test('help has examples and exit codes', async () => {
  const { exitCode, out } = await cli('check', '--help');
  expect(exitCode).toBe(0);
  expect(out).toContain('cdk-ses-templates check src/emails --max-warnings 0');
  expect(out).toContain('Exit codes:');
});
