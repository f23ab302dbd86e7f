import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CfnParameter } from 'aws-cdk-lib';
import {
  EmailContent, EmailDirectoryOptions, EmailFileLayout, EmailSampleData, EmailSource, EmailTemplate, EmailTemplateProps,
  EmailTemplateSet, EmailTemplateSetEntry, EmailTemplateSetProps,
} from '../../src';
import { fill } from '../../src/contract/contract';
import { nearest } from '../../src/language';
import { assetOf, templatesProperties, temporaryFolder, testStack } from '../support/synth';

let folder: string;
beforeAll(() => { folder = temporaryFolder(); });
afterAll(() => rmSync(folder, { recursive: true }));

type Files = Record<string, string | Buffer>;

const WELCOME: Files = {
  'welcome/subject.txt': 'Welcome, {{name}}\n',
  'welcome/body.html': '<p>Welcome, {{name}} 🎉\n',
  'welcome/body.txt': 'Welcome, {{name}}\n',
  'welcome/sample.json': '{ "name": "Ada" }',
};
const GOODBYE: Files = { 'goodbye/subject.hbs': 'Goodbye', 'goodbye/body.txt': 'Goodbye' };

/** A new folder with these files, by path. */
function emails(files: Files): string {
  const directory = mkdtempSync(join(folder, 'emails-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return directory;
}

function setFrom(directory: string, options: EmailDirectoryOptions & EmailTemplateSetProps = {}) {
  const { fileLayout, partialsDirectory, exclude, replace, ...props } = options;
  const stack = testStack();
  const source = EmailSource.directory(directory, { fileLayout, partialsDirectory, exclude, replace });
  const set = new EmailTemplateSet(stack, 'Mails', { source, ...props });
  return { set, stack, templates: () => assetOf(stack, templatesProperties(stack)).templates };
}

/** The message of the error that a set from these files ends in, with the directory's path left out. */
function problemsOf(files: Files, props: EmailDirectoryOptions & EmailTemplateSetProps = {}): string[] {
  const directory = emails(files);
  try {
    setFrom(directory, props);
  } catch (error) {
    return (error as Error).message.replaceAll(directory, '').split('\n');
  }
  return [];
}

test('each folder is an email with its name, in the same order on all platforms', () => {
  const { set, templates } = setFrom(emails({ ...WELCOME, ...GOODBYE }), { namePrefix: 'prod-' });
  expect(set.templateNames).toEqual(['prod-goodbye', 'prod-welcome']);
  expect(Object.entries(templates())).toEqual([
    ['goodbye', { Subject: 'Goodbye', Text: 'Goodbye' }],
    ['welcome', { Subject: 'Welcome, {{name}}', Html: '<p>Welcome, {{name}} 🎉\n', Text: 'Welcome, {{name}}\n', SampleData: { name: 'Ada' } }],
  ]);
});

test('the same emails in another folder give the same asset', () => {
  const [one, two] = [1, 2].map(() => templatesProperties(setFrom(emails({ ...WELCOME, ...GOODBYE })).stack));
  expect(two.AssetKey).toBe(one.AssetKey);
});

test('a relative directory is resolved from the working directory', () => {
  expect(() => setFrom('no/such/emails')).toThrow(new Error(
    `OrderMails/Mails: directory must be a readable folder, got: ${resolve('no/such/emails')}, which does not exist`));
});

describe('a subject', () => {
  test.each([['Hi', 'Hi'], ['Hi\n', 'Hi'], ['Hi\r\n', 'Hi'], ['\ufeffHi', 'Hi'], [' Hi ', ' Hi '], ['{{#if a}}A{{/if}}\n', '{{#if a}}A{{/if}}']])('%j is read as %j', (file, subject) => {
    expect(setFrom(emails({ ...WELCOME, 'welcome/subject.txt': file })).templates().welcome.Subject).toBe(subject);
  });

  test('of two lines is an error', () => {
    expect(problemsOf({ ...WELCOME, 'welcome/subject.txt': 'Hi\nthere\n' })).toEqual(['OrderMails/Mails/welcome: subject must be one line, got: "Hi\\nthere"']);
    expect(problemsOf({ ...WELCOME, 'welcome/subject.txt': 'Hi\n\n' })).toEqual(['OrderMails/Mails/welcome: subject must be one line, got: "Hi\\n"']);
  });

  test('is used literally, even if it looks like a CDK token', () => {
    expect(setFrom(emails({ ...WELCOME, 'welcome/subject.txt': '${Token[TOKEN.1]}' })).templates().welcome.Subject).toBe('${Token[TOKEN.1]}');
  });
});

describe('an unknown file or folder is an error with a suggestion', () => {
  const EXPECTED = 'an email has subject.txt or subject.hbs, body.html, body.txt and sample.json; exclude other files';

  test.each([
    ['body.htm', 'did you mean body.html?'],
    ['Subject.txt', 'did you mean subject.txt?'],
    ['sampel.json', 'did you mean sample.json?'],
    ['body.mjml', 'did you mean body.html?'],
    ['logo.png', EXPECTED],
    ['data.yaml', EXPECTED],
  ])('%s', (name, advice) => {
    expect(problemsOf({ ...WELCOME, [`welcome/${name}`]: 'x' })).toEqual([`OrderMails/Mails/welcome: unknown file: /welcome/${name}; ${advice}`]);
  });

  test.each<[string, Files, string[]]>([
    ['a file beside the folders', { ...WELCOME, 'README.md': 'x' }, [
      'OrderMails/Mails: directory must contain only a folder for each email and excluded files, got the file: /README.md',
    ]],
    ['a folder in an email', { ...WELCOME, 'welcome/images/logo.png': 'x' }, [`OrderMails/Mails/welcome: unknown file: /welcome/images; ${EXPECTED}`]],
    ['a partial of another kind', { ...WELCOME, '_partials/footer.hbs': 'x', '_partials/header.htm': 'x', '_partials/cards/price.TXT': 'x' }, [
      'OrderMails/Mails: unknown file: /_partials/cards/price.TXT; did you mean price.txt?',
      'OrderMails/Mails: unknown file: /_partials/footer.hbs; a partial is a .html or .txt file; exclude other files',
      'OrderMails/Mails: unknown file: /_partials/header.htm; did you mean header.html?',
    ]],
    ['a partial that no tag can name', { ...WELCOME, '_partials/my footer.html': 'x' }, [
      'OrderMails/Mails: the name of a partial must consist of [a-zA-Z0-9_-], with slashes as separators, got: "my footer" of /_partials/my footer.html',
    ]],
    ['a partial in another encoding', { ...WELCOME, '_partials/footer.html': Buffer.from([0xfc]), 'welcome/body.html': '{{> footer}}' }, [
      'OrderMails/Mails: partials.footer must be a file in UTF-8, got: /_partials/footer.html, which is not',
    ]],
    ['partials in a file', { ...WELCOME, _partials: 'x' }, [
      'OrderMails/Mails: directory must contain only a folder for each email and excluded files, got the file: /_partials',
    ]],
    ['a misspelt folder with partials', { ...WELCOME, '_partial/footer.html': 'x' }, [
      'OrderMails/Mails: the name of an email must not begin with "_", got: /_partial; did you mean _partials?',
    ]],
    ['another folder with an underscore', { ...WELCOME, '_old/x': 'x' }, [
      'OrderMails/Mails: the name of an email must not begin with "_", got: /_old; rename or exclude it',
    ]],
    ['an email without a subject and a body', { ...WELCOME, 'empty/sample.json': '{}' }, [
      'OrderMails/Mails/empty: must have subject.txt or subject.hbs, got: neither in /empty',
      'OrderMails/Mails/empty: must have body.html or body.txt, got: neither in /empty',
    ]],
    ['two subjects', { ...WELCOME, 'welcome/subject.hbs': 'x' }, ['OrderMails/Mails/welcome: must have subject.txt or subject.hbs, got: both in /welcome']],
    ['an empty part', { ...WELCOME, 'welcome/body.txt': '\n' }, ['OrderMails/Mails/welcome: text must not be empty or blank, got: "\\n"']],
    ['sample data that is no JSON', { ...WELCOME, 'welcome/sample.json': '{ name }' }, [
      'OrderMails/Mails/welcome: sampleData must be JSON, got: /welcome/sample.json:1:3, where "name" is found instead of a key in double quotes or "}"',
    ]],
    ['sample data that is no JSON, beside an empty part', { ...WELCOME, 'welcome/sample.json': '{ name }', 'welcome/body.txt': '' }, [
      'OrderMails/Mails/welcome: text must not be empty or blank, got: ""',
      'OrderMails/Mails/welcome: sampleData must be JSON, got: /welcome/sample.json:1:3, where "name" is found instead of a key in double quotes or "}"',
    ]],
    ['sample data that is no object', { ...WELCOME, 'welcome/sample.json': '[1]' }, [
      'OrderMails/Mails/welcome: sampleData must be a JSON object, got: a list in /welcome/sample.json',
    ]],
    ['sample data in another encoding', { ...WELCOME, 'welcome/sample.json': Buffer.from([0xfc]) }, [
      'OrderMails/Mails/welcome: sampleData must be a file in UTF-8, got: /welcome/sample.json, which is not',
    ]],
    ['a name that SES refuses', { 'grüße/subject.txt': 'x', 'grüße/body.txt': 'x' }, [
      'OrderMails/Mails: name must be 1 to 64 characters of [a-zA-Z0-9_-], got: "grüße"',
    ]],
    ['nothing at all', {}, ['OrderMails/Mails: directory must contain a folder for each email, got: , which is empty']],
  ])('%s', (_name, files, problems) => {
    expect(problemsOf(files)).toEqual(problems);
  });

  test('an empty folder', () => {
    const directory = emails(WELCOME);
    mkdirSync(join(directory, 'empty'));
    expect(() => setFrom(directory)).toThrow(`OrderMails/Mails/empty: must have subject.txt or subject.hbs, got: neither in ${join(directory, 'empty')}`);
  });

  test('a broken link', () => {
    const directory = emails(WELCOME);
    symlinkSync(join(directory, 'nowhere'), join(directory, 'link'));
    expect(() => setFrom(directory)).toThrow(`excluded files, got the file: ${join(directory, 'link')}`);
  });

  test('a directory that is a file', () => {
    const file = join(emails({ emails: 'x' }), 'emails');
    expect(() => setFrom(file)).toThrow(`OrderMails/Mails: directory must be a readable folder, got: ${file}, which cannot be read: ENOTDIR`);
  });

  test('unreadable sample data is not also reported as missing', () => {
    expect(problemsOf({ ...WELCOME, 'welcome/sample.json': '[]' }, { requireSampleData: true })).toEqual([
      'OrderMails/Mails/welcome: sampleData must be a JSON object, got: a list in /welcome/sample.json',
    ]);
  });

  test('all errors are reported at once', () => {
    expect(problemsOf({ ...WELCOME, ...GOODBYE, 'welcome/body.htm': 'x', 'goodbye/subject.hbs': ' ', 'notes.txt': 'x' }, { requireSampleData: true })).toEqual([
      'OrderMails/Mails: directory must contain only a folder for each email and excluded files, got the file: /notes.txt',
      'OrderMails/Mails/welcome: unknown file: /welcome/body.htm; did you mean body.html?',
      'OrderMails/Mails/goodbye: sampleData must be given, because requireSampleData requires it, got: none',
      'OrderMails/Mails/goodbye: subject must not be empty or blank, got: " "',
    ]);
  });
});

test('hidden files and leftovers of editors and operating systems are skipped', () => {
  const debris = ['.DS_Store', '.subject.txt.swp', 'body.html~', '#body.html#', '~$body.html', 'body.html___jb_tmp___', 'Thumbs.db', 'desktop.ini'];
  const files = Object.fromEntries(debris.flatMap(name => [[name, 'x'], [`welcome/${name}`, 'x']]));
  expect(Object.keys(setFrom(emails({ ...WELCOME, ...files, '.git/HEAD': 'x' })).templates())).toEqual(['welcome']);
});

describe('links that lead in a circle are errors:', () => {
  test('a folder of partials that is in itself', () => {
    const directory = emails({ ...WELCOME, '_partials/cards/price.html': 'x' });
    symlinkSync('..', join(directory, '_partials/cards/again'));
    symlinkSync('.', join(directory, '_partials/loop'));
    expect(() => setFrom(directory)).toThrow(new Error([
      `OrderMails/Mails: a folder of partials must not contain itself, got: ${directory}/_partials/cards/again, a link to ${directory}/_partials; remove or exclude it`,
      `OrderMails/Mails: a folder of partials must not contain itself, got: ${directory}/_partials/loop, a link to ${directory}/_partials; remove or exclude it`,
    ].join('\n')));
    expect(Object.keys(setFrom(directory, { exclude: ['loop', '_partials/cards/again'] }).templates())).toEqual(['welcome']);
  });

  test('an email, a part of one, and a partial that are links to themselves', () => {
    const directory = emails({ ...WELCOME, ...GOODBYE, '_partials/footer.html': 'x' });
    symlinkSync('self', join(directory, 'self'));
    symlinkSync('body.html', join(directory, 'goodbye/body.html'));
    symlinkSync('header.html', join(directory, '_partials/header.html'));
    const loop = (file: string) => `must be a readable file, got: ${directory}/${file}, which cannot be read: ELOOP: too many symbolic links encountered, open '${directory}/${file}'`;
    expect(() => setFrom(directory)).toThrow(new Error([
      `OrderMails/Mails: directory must contain only a folder for each email and excluded files, got the file: ${directory}/self`,
      `OrderMails/Mails: partials.header ${loop('_partials/header.html')}`,
      `OrderMails/Mails/goodbye: html ${loop('goodbye/body.html')}`,
    ].join('\n')));
  });
});

test('two links to one folder of partials are two folders', () => {
  const directory = emails({ ...WELCOME, '_partials/cards/price.html': '1 €', 'welcome/body.html': '{{> cards/price}} {{> more/price}}' });
  symlinkSync('cards', join(directory, '_partials/more'));
  expect(setFrom(directory).set.template('welcome').render(EmailSampleData.fromObject({ name: 'Ada' })).html).toBe('1 € 1 €');
});

test('links to emails are followed', () => {
  const directory = emails(WELCOME);
  symlinkSync(emails({ 'subject.txt': 'Linked', 'body.txt': 'x' }), join(directory, 'linked'));
  expect(Object.keys(setFrom(directory).templates())).toEqual(['linked', 'welcome']);
});

test.each([
  [['README.md', 'drafts', '*.mjml', '_old']],
  [['README.md', 'drafts/**', 'welcome/*.mjml', '_*']],
])('files excluded by %j are skipped', exclude => {
  const directory = emails({ ...WELCOME, 'README.md': 'x', 'drafts/notes.txt': 'x', 'welcome/body.mjml': 'x', '_old/x': 'x' });
  expect(Object.keys(setFrom(directory, { exclude }).templates())).toEqual(['welcome']);
});

describe('partials', () => {
  const SHARED: Files = {
    ...WELCOME,
    'welcome/subject.txt': '{{> brand}}: welcome\n',
    'welcome/body.html': '<p>Welcome</p>\n{{> footer}}\n{{> legal/imprint}}\n',
    'welcome/body.txt': 'Welcome\n\n{{> footer}}\n{{> legal/imprint}}\n',
    '_partials/brand.txt': 'Tern & Kettle\n',
    '_partials/footer.html': '<p>Bye, {{name}}</p>\n',
    '_partials/footer.txt': 'Bye, {{name}}\n',
    '_partials/legal/imprint.txt': 'Salthaven\n',
  };
  const WELCOMED = {
    Subject: '{{#* inline "brand"}}Tern & Kettle{{/inline~}}\n{{> brand}}: welcome',
    Html: '{{#* inline "footer"}}<p>Bye, {{name}}</p>\n{{/inline~}}\n{{#* inline "legal-imprint"}}Salthaven\n{{/inline~}}\n<p>Welcome</p>\n{{> footer}}{{> legal-imprint}}',
    Text: '{{#* inline "footer"}}Bye, {{name}}\n{{/inline~}}\n{{#* inline "legal-imprint"}}Salthaven\n{{/inline~}}\nWelcome\n\n{{> footer}}{{> legal-imprint}}',
  };

  test('are in _partials, each named like its file; the part decides between two files', () => {
    const { set, templates } = setFrom(emails(SHARED));
    expect(templates()).toEqual({ welcome: { ...WELCOMED, SampleData: { name: 'Ada' } } });
    expect(set.templateNames).toEqual(['welcome']);
  });

  test('apply to the whole set, including later additions', () => {
    const { set, templates } = setFrom(emails(SHARED), { partials: { price: EmailContent.fromInline('{{price}} EUR') } });
    set.addTemplate({ name: 'receipt', subject: '{{> brand}}', text: EmailContent.fromInline('{{> price}}') });
    expect(templates().receipt).toEqual({
      Subject: '{{#* inline "brand"}}Tern & Kettle{{/inline~}}\n{{> brand}}',
      Text: '{{#* inline "price"}}{{price}} EUR{{/inline~}}\n{{> price}}',
    });
  });

  test.each([
    ['in the directory', 'shared'],
    ['deep in an excluded one', 'assets/mail/shared'],
    ['out of it', '../shared-by-shops'],
  ])('may be in another folder, %s', (_where, partialsDirectory) => {
    const moved = Object.entries(SHARED).map(([path, content]) => [path.replace(/^_partials/, partialsDirectory), content]);
    const directory = emails(Object.fromEntries(moved) as Files);
    const { templates } = setFrom(directory, { partialsDirectory: join(directory, partialsDirectory), exclude: ['assets'] });
    expect(templates().welcome).toMatchObject(WELCOMED);
  });

  test('in another folder must exist, and replace _partials', () => {
    const directory = emails(WELCOME);
    expect(() => setFrom(directory, { partialsDirectory: join(directory, 'shared') })).toThrow(new Error(
      `OrderMails/Mails: partialsDirectory must be a readable folder, got: ${join(directory, 'shared')}, which does not exist`));
    expect(problemsOf(SHARED, { partialsDirectory: emails({ 'brand.txt': 'x', 'footer.txt': 'x', 'legal/imprint.txt': 'x' }) })).toEqual([
      'OrderMails/Mails: partialsDirectory is another folder, so /_partials must be excluded',
    ]);
  });

  test('are skipped like emails: hidden, left behind by editors, or excluded', () => {
    const debris = { '_partials/.DS_Store': 'x', '_partials/footer.html~': 'x', '_partials/README.md': 'x', '_partials/old/footer.mjml': 'x' };
    const { templates } = setFrom(emails({ ...SHARED, ...debris }), { exclude: ['README.md', '_partials/old'] });
    expect(templates().welcome).toMatchObject(WELCOMED);
    expect(Object.keys(setFrom(emails({ ...WELCOME, '_partials/footer.hbs': 'x' }), { exclude: ['_partials'] }).templates())).toEqual(['welcome']);
  });

  test('have placeholders replaced, which apply to the whole folder', () => {
    const { templates } = setFrom(emails({ ...SHARED, '_partials/legal/imprint.txt': '%CITY%\n' }), { replace: { '%CITY%': 'Salthaven' } });
    expect(templates().welcome).toMatchObject(WELCOMED);
  });

  test('must have different names', () => {
    expect(problemsOf(SHARED, { partials: { footer: EmailContent.fromInline('x') } })).toEqual([
      'OrderMails/Mails: partials must have other names than those of the folder, got: "footer"',
    ]);
  });
});

describe('placeholders', () => {
  test('are replaced in every file, also by deploy-time values', () => {
    const stack = testStack();
    const host = new CfnParameter(stack, 'Host').valueAsString;
    const directory = emails({ ...WELCOME, ...GOODBYE, 'welcome/subject.txt': 'From %HOST%\n', 'welcome/body.html': '%HOST_PATH% %HOST%', 'goodbye/body.txt': 'https://%HOST%/bye' });
    const source = EmailSource.directory(directory, { replace: { '%HOST%': host, '%HOST_PATH%': `https://${host}/shop` } });
    new EmailTemplateSet(stack, 'Mails', { source });
    const properties = templatesProperties(stack);
    expect(properties.Markers).toEqual([{ Ref: 'Host' }]);
    const { welcome, goodbye } = assetOf(stack, properties).templates;
    expect([welcome.Subject, welcome.Html!, welcome.Text!, goodbye.Text!].map(part => fill(part, ['x.example']))).toEqual([
      'From x.example', 'https://x.example/shop x.example', 'Welcome, {{name}}\n', 'https://x.example/bye',
    ]);
  });

  test('at the end of a subject keep the whitespace before them', () => {
    const { templates, stack } = setFrom(emails({ ...WELCOME, 'welcome/subject.txt': 'From %HOST%' }), { replace: { '%HOST%': 'x.example' } });
    expect(templates().welcome.Subject).toBe('From x.example');
    expect(templatesProperties(stack)).not.toHaveProperty('Markers');
  });

  test('that are in no file are errors', () => {
    expect(problemsOf(WELCOME, { replace: { '%HOST%': 'x', 'Welcome': 'Hi', '%URL%': 'y' } })).toEqual([
      'OrderMails/Mails: replace must contain only placeholders that occur in a file, got: "%HOST%", "%URL%" in no file of ',
    ]);
  });

  test('do not hide the problems of a file', () => {
    expect(problemsOf({ ...WELCOME, 'welcome/body.txt': Buffer.from([0xfc]), 'welcome/body.html': '%HOST%' }, { replace: { '%HOST%': 'x' } })).toEqual([
      'OrderMails/Mails/welcome: text must be a file in UTF-8, got: /welcome/body.txt, which is not',
    ]);
  });
});

describe('files of all emails side by side', () => {
  const FILES: Files = {
    'welcome.subject.txt': 'Welcome, {{name}}\n',
    'welcome.html': '<p>Welcome, {{name}} 🎉\n',
    'welcome.txt': 'Welcome, {{name}}\n',
    'welcome.sample.json': '{ "name": "Ada" }',
    'goodbye.subject.hbs': 'Goodbye',
    'goodbye.txt': 'Goodbye',
  };
  const fileLayout = EmailFileLayout.FILES;
  const EXPECTED = 'an email has NAME.subject.txt or NAME.subject.hbs, NAME.html, NAME.txt and NAME.sample.json; exclude other files';

  test('are the same emails as those in folders', () => {
    const flat = setFrom(emails(FILES), { fileLayout, namePrefix: 'prod-' });
    expect(flat.set.templateNames).toEqual(['prod-goodbye', 'prod-welcome']);
    expect(flat.templates()).toEqual(setFrom(emails({ ...WELCOME, ...GOODBYE }), { fileLayout: EmailFileLayout.FOLDERS }).templates());
  });

  test('share the partials of a folder, too', () => {
    const { templates } = setFrom(emails({
      ...FILES, 'welcome.html': '<p>Hi {{name}}</p>{{> footer}}', '_partials/footer.html': '<p>Bye',
    }), { fileLayout });
    expect(Object.keys(templates())).toEqual(['goodbye', 'welcome']);
    expect(templates().welcome.Html).toContain('<p>Bye');
  });

  test.each([
    ['welcome.htm', 'did you mean welcome.html?'],
    ['welcome.subjet.txt', 'did you mean welcome.subject.txt?'],
    ['welcome.TXT', 'did you mean welcome.txt?'],
    ['goodbye.sampel.json', 'did you mean goodbye.sample.json?'],
    ['order-confirmation.png', EXPECTED],
    ['welcome.v2.html', EXPECTED],
    ['README', EXPECTED],
  ])('are unknown if named %s', (name, advice) => {
    expect(problemsOf({ ...FILES, [name]: 'x' }, { fileLayout })).toEqual([`OrderMails/Mails: unknown file: /${name}; ${advice}`]);
  });

  test.each<[string, Files, string[]]>([
    ['an email without a body', { ...FILES, 'order.subject.txt': 'x' }, ['OrderMails/Mails/order: must have order.html or order.txt, got: neither in ']],
    ['an email whose name is misspelt', { ...FILES, 'welcom.html': 'x' }, [
      'OrderMails/Mails/welcom: must have welcom.subject.txt or welcom.subject.hbs, got: neither in ; did you mean welcome?',
    ]],
    ['an email in other letters', { ...FILES, 'Welcome.sample.json': '{}' }, [
      'OrderMails/Mails/Welcome: must have Welcome.subject.txt or Welcome.subject.hbs, got: neither in ; did you mean welcome?',
      'OrderMails/Mails/Welcome: must have Welcome.html or Welcome.txt, got: neither in ; did you mean welcome?',
    ]],
    ['two subjects', { ...FILES, 'welcome.subject.hbs': 'x' }, ['OrderMails/Mails/welcome: must have welcome.subject.txt or welcome.subject.hbs, got: both in ']],
    ['sample data that is no JSON', { ...FILES, 'welcome.sample.json': '{\n  "name": "Ada",\n}' }, [
      'OrderMails/Mails/welcome: sampleData must be JSON, got: /welcome.sample.json:3:1, where "}" is found instead of a key in double quotes',
    ]],
    ['a folder', { ...FILES, 'order/subject.txt': 'x' }, [
      'OrderMails/Mails: directory must contain only the files of emails and excluded files, got the folder: /order; a folder for each email is EmailFileLayout.FOLDERS',
    ]],
    ['a folder with an underscore', { ...FILES, '_old/x': 'x' }, [
      'OrderMails/Mails: the name of an email must not begin with "_", got: /_old; rename or exclude it',
    ]],
    ['a file with an underscore', { ...FILES, '_footer.html': 'x' }, [
      'OrderMails/Mails: the name of an email must not begin with "_", got: /_footer.html; rename or exclude it',
    ]],
    ['a name that SES refuses', { 'grüße.subject.txt': 'x', 'grüße.txt': 'x' }, [
      'OrderMails/Mails: name must be 1 to 64 characters of [a-zA-Z0-9_-], got: "grüße"',
    ]],
    ['nothing at all', {}, ['OrderMails/Mails: directory must contain the files of emails, got: , which is empty']],
  ])('are refused: %s', (_name, files, problems) => {
    expect(problemsOf(files, { fileLayout })).toEqual(problems);
  });

  test('are skipped if hidden, left behind by editors, or excluded', () => {
    const more = { '.welcome.html.swp': 'x', 'welcome.html~': 'x', 'Thumbs.db': 'x', 'README.md': 'x', 'draft.html': 'x', 'old/x': 'x' };
    expect(Object.keys(setFrom(emails({ ...FILES, ...more }), { fileLayout, exclude: ['*.md', 'draft.*', 'old'] }).templates())).toEqual(['goodbye', 'welcome']);
  });

  test('have their placeholders replaced, and each must be in some file', () => {
    const files = { ...FILES, 'goodbye.txt': 'https://%HOST%/bye', 'welcome.subject.txt': 'From %HOST%\n' };
    const { welcome, goodbye } = setFrom(emails(files), { fileLayout, replace: { '%HOST%': 'x.example' } }).templates();
    expect([welcome.Subject, goodbye.Text]).toEqual(['From x.example', 'https://x.example/bye']);
    expect(problemsOf(files, { fileLayout, replace: { '%URL%': 'x' } })).toEqual([
      'OrderMails/Mails: replace must contain only placeholders that occur in a file, got: "%URL%" in no file of ',
    ]);
  });

  test('are not emails in the layout of folders', () => {
    expect(problemsOf({ 'welcome.html': 'x' })).toEqual([
      'OrderMails/Mails: directory must contain only a folder for each email and excluded files, got the file: /welcome.html; '
      + 'files side by side are EmailFileLayout.FILES',
    ]);
  });
});

describe('several sources of a set', () => {
  test('are deployed together with entries; later ones can use the partials of earlier ones', () => {
    const { set, templates } = setFrom(emails({ ...WELCOME, '_partials/sign.txt': 'Bye' }), {
      templates: [new EmailTemplateSetEntry({ name: 'entry', subject: 'Hi', text: EmailContent.fromInline('{{> sign}}') })],
    });
    set.addSource(EmailSource.directory(emails({ ...GOODBYE, 'goodbye/body.txt': '{{> sign}} {{> more}}', '_partials/more.txt': 'more' })));
    expect(Object.keys(templates())).toEqual(['welcome', 'entry', 'goodbye']);
    expect(set.template('goodbye').render(EmailSampleData.fromObject({})).text).toBe('Bye more');
  });

  test('must not have emails or partials of the same name', () => {
    const files = { ...GOODBYE, '_partials/sign.txt': 'Bye' };
    const { set } = setFrom(emails(files));
    expect(() => set.addSource(EmailSource.directory(emails(files)))).toThrow(new Error([
      'OrderMails/Mails: partials must have other names than those of the folder, got: "sign"',
      'OrderMails/Mails: name must be unique in the set, got: "goodbye" twice',
    ].join('\n')));
  });
});

describe('the directory of one email', () => {
  const ONE: Files = { 'subject.txt': 'Welcome, {{name}}\n', 'body.html': '<p>{{name}}{{> sign}}', 'sample.json': '{ "name": "Ada" }', '_partials/sign.html': '<hr>' };

  function template(files: Files, options: EmailDirectoryOptions = {}, props: EmailTemplateProps = {}) {
    const directory = emails(files);
    const stack = testStack();
    try {
      return { stack, template: new EmailTemplate(stack, 'Welcome', { source: EmailSource.directory(directory, options), ...props }) };
    } catch (error) {
      throw new Error((error as Error).message.replaceAll(directory, ''));
    }
  }

  test('is the source of an EmailTemplate, with its partials and its sample data', () => {
    const one = template(ONE);
    expect(one.template.render(EmailSampleData.fromObject({ name: 'Bo' }))).toEqual({ subject: 'Welcome, Bo', html: '<p>Bo<hr>' });
    expect(assetOf(one.stack, templatesProperties(one.stack)).templates.Template.SampleData).toEqual({ name: 'Ada' });
  });

  test('can use partials of another folder and of the properties', () => {
    const directory = emails({ 'shared/sign.html': '<br>' });
    const { '_partials/sign.html': _, ...files } = ONE;
    const one = template({ ...files, 'body.txt': '{{> more}}' }, { partialsDirectory: join(directory, 'shared') }, { partials: { more: EmailContent.fromInline('more') } });
    expect(one.template.render(EmailSampleData.fromObject({ name: 'Bo' }))).toEqual({ subject: 'Welcome, Bo', html: '<p>Bo<br>', text: 'more' });
  });

  test('can have the files of that email side by side', () => {
    const files = { 'welcome.subject.txt': 'Hi {{name}}', 'welcome.txt': 'Hi' };
    expect(template(files, { fileLayout: EmailFileLayout.FILES }).template.variables.map(({ name }) => name)).toEqual(['name']);
    expect(() => template({ ...files, 'goodbye.txt': 'Bye' }, { fileLayout: EmailFileLayout.FILES })).toThrow(new Error(
      'OrderMails/Welcome: directory must contain the files of one email, got those of: goodbye, welcome in ; a directory of emails is the source of an EmailTemplateSet'));
  });

  test.each<[string, Files, string[]]>([
    ['a directory of emails', WELCOME, ['directory must contain the files of one email, got the folder: /welcome; a directory of emails is the source of an EmailTemplateSet']],
    ['a missing subject, and a misspelt file', { 'body.html': 'x', 'body.tx': 'x' }, [
      'unknown file: /body.tx; did you mean body.txt?', 'must have subject.txt or subject.hbs, got: neither in ',
    ]],
    ['an unknown folder with an underscore', { ...ONE, '_partial/x.html': 'x' }, ['the name of an email must not begin with "_", got: /_partial; did you mean _partials?']],
    ['two subjects', { ...ONE, 'subject.hbs': 'x' }, ['must have subject.txt or subject.hbs, got: both in ']],
  ])('is refused: %s', (_, files, problems) => {
    expect(() => template(files)).toThrow(new Error(problems.map(problem => `OrderMails/Welcome: ${problem}`).join('\n')));
  });

  test('is not a source for a set', () => {
    expect(problemsOf({ 'subject.txt': 'x' })).toEqual([
      'OrderMails/Mails: directory must contain only a folder for each email and excluded files, got the file: /subject.txt; '
      + 'the directory of one email is the source of an EmailTemplate',
    ]);
  });

  test('excludes parts in the properties, which are required without it', () => {
    expect(() => template(ONE, {}, { subject: 'Hi', text: EmailContent.fromInline('Hi') })).toThrow(new Error(
      'OrderMails/Welcome: source must not be given together with subject, text; put the content into the directory, or omit the source'));
    expect(() => new EmailTemplate(testStack(), 'Welcome', { text: EmailContent.fromInline('Hi') })).toThrow(new Error(
      'OrderMails/Welcome: subject or source must be given, got: neither'));
    expect(() => template(ONE, {}, { partials: { sign: EmailContent.fromInline('x') } })).toThrow(new Error(
      'OrderMails/Welcome: partials must have other names than those of the folder, got: "sign"'));
  });
});

test('additional sample data is not an unknown file, and is not deployed', () => {
  const files = { ...WELCOME, 'welcome/sample.long-name.json': 'not even JSON' };
  expect(problemsOf(files)).toEqual([]);
  expect(setFrom(emails(files)).templates()).toEqual(setFrom(emails(WELCOME)).templates());
  expect(problemsOf({ 'a.subject.txt': 'x', 'a.txt': 'x', 'a.sample.long.json': '' }, { fileLayout: EmailFileLayout.FILES })).toEqual([]);
  expect(problemsOf({ ...WELCOME, 'welcome/sample.long name.json': '{}' })).toEqual([expect.stringContaining('unknown file: /welcome/sample.long name.json')]);
});

test.each([
  ['welcom', 'welcome'], ['WELCOME', 'welcome'], ['welcome-mail', undefined], ['goodby', 'goodbye'], ['x', undefined], ['', undefined],
])('for %j, the suggestion is %j', (name, meant) => {
  expect(nearest(name, ['welcome', 'goodbye'])).toBe(meant);
});
