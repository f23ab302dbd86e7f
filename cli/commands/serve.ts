import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { addSourceOptions, GivenSourceOptions, sourceOf } from './folder-options';
import { Output } from './output';
import { interrupted, keepNumber, portNumber } from './server-options';
import { readPage } from '../http/page';
import { openInBrowser } from '../preview/open';
import { colors } from '../report/colors';
import { count } from '../report/text';
import { deployedText, problemsText } from '../serve/deployed';
import { DEFAULT_KEEP } from '../serve/keep';
import { serve } from '../serve/serve';

interface ServeOptions extends GivenSourceOptions {
  readonly port: number;
  readonly region: string;
  readonly open?: boolean;
  readonly configurationSet: readonly string[];
  readonly keep: number;
}

/** Fixed, so that it can be in the settings of a program. */
export const DEFAULT_PORT = 8737;

const EXAMPLES = `
The SES answers the v1 and the v2 API for the SDKs and the CLI of AWS. Nothing is delivered: the page shows each mail, and what
SES would report by an event only. Emails with errors are not deployed. Changed files are deployed when you save them.
The last ${DEFAULT_KEEP} mails are kept until the command ends. Programs read them at /_inbox/mails.

Exit codes:
  0  ended by Ctrl+C
  2  the command could not run, such as for a port that another program uses

Examples:
  cdk-ses-templates serve --open                the folder emails, and the inbox in the browser
  cdk-ses-templates serve src/emails --port 4000
  cdk-ses-templates serve --assembly cdk.out    the emails of a CDK app, as it was last synthesized
  cdk-ses-templates serve --configuration-set events   for mails that name this configuration set
  curl http://127.0.0.1:${DEFAULT_PORT}/_inbox/mails?recipient=ada@example.com`;

/** `serve`: a local SES with an inbox. */
export function serveCommand(output: Output): Command {
  return addSourceOptions(new Command('serve'))
    .description('Runs an SES on this machine, with your emails deployed and an inbox for what your code sends.')
    .option('--port <number>', 'the port of 127.0.0.1; 0 for any that is free', portNumber, DEFAULT_PORT)
    .option('--region <region>', 'the Region that ARNs are of', 'us-east-1')
    .option('--configuration-set <name...>', 'configuration sets that mails may name', configurationSetNames, [])
    .option('--keep <number>', 'how many mails the inbox keeps: a further one removes the oldest', keepNumber, DEFAULT_KEEP)
    .option('--open', 'open the inbox in the browser')
    .addHelpText('after', EXAMPLES)
    .action(async (directory: string | undefined, { port, region, open, configurationSet, keep, ...options }: ServeOptions) => {
      const source = await sourceOf(directory, options);
      const serving = await serve({
        source: source.path,
        read: source.read,
        watched: source.watched,
        page: readPage(join(__dirname, 'inbox')),
        port,
        region,
        configurationSets: configurationSet,
        keep,
        arrived: text => output.print(text),
        deployed: deployed => {
          const text = deployedText(deployed);
          if (text !== '') output.print(text);
          printProblems(deployed);
        },
        report: problem => output.printError(colors.red(problem)),
      });
      const { endpoint, deployed } = serving;
      output.print([
        `${colors.bold(`${endpoint}/`)}  ${colors.dim(`is an SES with ${count(deployed.created.length, 'email')} of ${source.path}, and its inbox; Ctrl+C ends it`)}`,
        '',
        `  export AWS_ENDPOINT_URL_SES=${endpoint}`,
        `  export AWS_ENDPOINT_URL_SESV2=${endpoint}`,
        '',
      ].join('\n'));
      printProblems(deployed);
      if (open) openInBrowser(`${endpoint}/`, problem => output.printError(problem));
      await interrupted();
      await serving.close();

      function printProblems({ problems }: typeof deployed): void {
        if (problems.length > 0) output.printError(problemsText(source.path, problems));
      }
    });
}

function configurationSetNames(name: string, others: readonly string[]): string[] {
  if (!/^[\w-]{1,64}$/.test(name)) throw new InvalidArgumentError('It must have 1 to 64 characters of [a-zA-Z0-9_-].');
  return [...new Set([...others, name])];
}
