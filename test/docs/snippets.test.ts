import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/*
 * The TypeScript of the README and the guides, compiled as users would compile it. A block without imports goes into the fixture that
 * the examples of the docstrings have, too.
 */

const ROOT = join(__dirname, '..', '..');
const FIXTURE = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
const PLACE = '    /// here\n';

/** What the guides refer to without declaring it. */
const GUIDES = `
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { readFileSync } from 'node:fs';
declare const api: apigateway.RestApi;
declare const boundary: iam.IManagedPolicy;
declare const configurationSet: ses.ConfigurationSet;
declare const customer: object;
declare const fn: lambda.Function;
declare const identity: ses.EmailIdentity;
declare const mailer: lambda.Function;
declare const mails: EmailTemplateSet;
declare class MailsStack extends Stack { public readonly mails: EmailTemplateSet; }
declare const provider: EmailTemplateProvider;
declare const queue: sqs.Queue;
declare const stack: MailsStack;
declare const stream: firehose.DeliveryStream;
declare const topic: sns.Topic;
declare const vpc: ec2.Vpc;
declare const welcome: EmailTemplate;
declare function welcomeData(of: object): { [key: string]: any };
// Newer than the oldest aws-cdk-lib that the library supports.
declare const Validations: { of(scope: IConstruct): { acknowledge(rule: { id: string; reason: string }): void } };
`;

interface Snippet {
  readonly page: string;
  /** The line of the page that the block begins on, from 0. */
  readonly line: number;
  readonly code: string;
}

function snippetsOf(page: string): Snippet[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return Array.from(text.matchAll(/^```ts[^\n]*\n([^]*?)^```$/gm), match => ({
    page, line: text.slice(0, match.index).split('\n').length, code: match[1],
  }));
}

/** The source of a program, and how many of its lines come before the snippet. */
function inFixture({ code }: Snippet): { source: string; before: number } {
  if (/^import /m.test(code)) return { source: code, before: 0 };
  const [head, tail] = `${GUIDES}${FIXTURE}`.split(PLACE);
  return { source: `${head}${code}${tail}`, before: head.split('\n').length - 1 };
}

/** What the compiler says about snippets, by their places in the pages. */
function problemsOf(snippets: readonly Snippet[]): string[] {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'test', 'tsconfig.json'), ts.sys.readFile).config, ts.sys, join(ROOT, 'test'));
  const files = new Map(snippets.map((snippet, index) => [join(ROOT, 'test', 'docs', `snippet-${index}.ts`), { snippet, ...inFixture(snippet) }]));
  // Fixtures import more than a snippet uses. The library's own types are checked by `tsc`.
  const unchecked = { noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true, incremental: false, composite: false, types: ['node', 'jest'] };
  const host = ts.createCompilerHost({ ...options, ...unchecked });
  const { fileExists, readFile } = host;
  host.fileExists = name => files.has(name) || fileExists(name);
  host.readFile = name => files.get(name)?.source ?? readFile(name);
  const program = ts.createProgram([...files.keys()], { ...options, ...unchecked }, host);
  return [...files].flatMap(([name, { snippet, before }]) => {
    const file = program.getSourceFile(name)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ start, messageText }) => {
      const line = file.getLineAndCharacterOfPosition(start ?? 0).line - before + snippet.line + 1;
      return `${snippet.page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}

const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs', 'guides')).map(name => `docs/guides/${name}`)];

// Compiling takes seconds: once for all.
const WRONG: Snippet = { page: 'docs/guides/wrong.md', line: 10, code: 'new EmailTemplateSet(this, \'Mails\', { directory: \'emails\' });\n' };
let snippets: Snippet[];
let problems: string[];
beforeAll(() => {
  snippets = PAGES.flatMap(snippetsOf);
  problems = problemsOf([...snippets, WRONG]);
});

test('the TypeScript of the README and the guides compiles', () => {
  expect(snippets.length).toBeGreaterThan(15);
  expect(problems.filter(problem => !problem.startsWith(WRONG.page))).toEqual([]);
});

test('a snippet that does not compile is reported with its position', () => {
  expect(problems.filter(problem => problem.startsWith(WRONG.page))).toEqual([
    'docs/guides/wrong.md:11: Object literal may only specify known properties, and \'directory\' does not exist in type \'EmailTemplateSetProps\'.',
  ]);
});
