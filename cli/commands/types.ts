import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { Command } from 'commander';
import { addFolderOptions, GivenFolderOptions } from './folder-options';
import { Output } from './output';
import { CommandError } from '../command-error';
import { folderOf, readFolder } from '../emails/folder';
import { shown } from '../paths';
import { jsonSchema } from '../types/json-schema';
import { typedEmail } from '../types/typed-email';
import { typescript } from '../types/typescript';

interface TypesOptions extends GivenFolderOptions {
  readonly out: string;
  readonly check?: boolean;
  readonly jsonSchema?: boolean;
  readonly json?: boolean;
}

/** What happened to the file; `stale` and `missing` only with `--check`. */
type Status = 'written' | 'current' | 'stale' | 'missing';

const EXAMPLES = `
Exit codes:
  0  the file is written; with --check, it is as it would be written
  1  with --check: the file is stale, or missing
  2  the command could not run, such as for an email with errors

Examples:
  cdk-ses-templates types --out src/emails.ts                        after a change to an email
  cdk-ses-templates types --out src/emails.ts --check                in CI
  cdk-ses-templates types --out src/emails.ts --check --json         in CI, for a program
  cdk-ses-templates types --json-schema --out emails.schema.json     for other languages`;

/** `types`: writes the types of the data of emails, for the code that sends them. */
export function typesCommand(output: Output): Command {
  return addFolderOptions(new Command('types'))
    .description('Writes TypeScript types for the data of emails, and functions that create the input of the AWS SDK clients for SES.')
    .requiredOption('--out <file>', 'the file to write')
    .option('--check', 'write nothing; fail if the file is stale')
    .option('--json-schema', 'write a JSON Schema instead')
    .option('--json', 'print the result as JSON: file, status (written, current, stale or missing), emails')
    .addHelpText('after', EXAMPLES)
    .action((directory: string | undefined, options: TypesOptions) => {
      const { root, emails, partials, problems } = readFolder(folderOf(directory), options);
      if (problems.length > 0) throw new CommandError(problems.map(({ message }) => message).join('\n'));
      const command = commandLine(root, options);
      const typed = emails.map(email => typedEmail(email, partials));
      const content = options.jsonSchema ? jsonSchema(typed, command) : typescript(typed, command);

      const status = options.check ? statusOf(options.out, content) : 'written';
      if (status === 'written') write(options.out, content);
      if (status === 'stale' || status === 'missing') output.exitCode = 1;

      const path = shown(options.out);
      if (options.json) {
        output.print(JSON.stringify({ file: path, status, emails: emails.map(({ name }) => name), command }, undefined, 2));
      } else if (status === 'written') {
        output.print(`${path}: the data of ${emails.length === 1 ? 'one email' : `${emails.length} emails`}`);
      } else if (status !== 'current') {
        output.printError(`${path} ${status === 'stale' ? 'is stale' : 'does not exist'}. Run: ${command}`);
      }
    });
}

function statusOf(file: string, content: string): Status {
  if (!existsSync(file)) return 'missing';
  return readFileSync(file, 'utf8') === content ? 'current' : 'stale';
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The command for the header of the file. It is the same for everyone who runs it in the same folder. */
function commandLine(root: string, { out, jsonSchema: asSchema, exclude = [], partials }: TypesOptions): string {
  const path = (file: string) => relative('', file).split(sep).join('/') || '.';
  return ['cdk-ses-templates', 'types', path(root), '--out', path(out), ...asSchema ? ['--json-schema'] : [],
    ...partials === undefined ? [] : ['--partials', path(partials)], ...exclude.length === 0 ? [] : ['--exclude', ...exclude.map(glob => JSON.stringify(glob))]].join(' ');
}
