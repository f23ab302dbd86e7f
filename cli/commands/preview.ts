import { join } from 'node:path';
import { Command } from 'commander';
import { addSourceOptions, GivenSourceOptions, sourceOf } from './folder-options';
import { Output } from './output';
import { interrupted, portNumber } from './server-options';
import { readPage } from '../http/page';
import { openInBrowser } from '../preview/open';
import { startPreview } from '../preview/preview';
import { colors } from '../report/colors';

interface PreviewOptions extends GivenSourceOptions {
  readonly port: number;
  readonly open?: boolean;
}

const EXAMPLES = `
The page shows each email as SES would send it, with its sample data: HTML at desktop and phone width, light and dark; text,
source and MIME; sizes and problems. It follows the files. Ctrl+C ends the command.

Examples:
  cdk-ses-templates preview --open              the folder emails, in the browser
  cdk-ses-templates preview src/emails --port 4000
  cdk-ses-templates preview --assembly cdk.out  the emails of a CDK app, as it was last synthesized`;

/** `preview`: a page with all emails. */
export function previewCommand(output: Output): Command {
  return addSourceOptions(new Command('preview'))
    .description('Serves a local page that shows emails as Amazon SES would send them.')
    .option('--port <number>', 'the port on 127.0.0.1 (default: any free port)', portNumber, 0)
    .option('--open', 'open the page in the browser')
    .addHelpText('after', EXAMPLES)
    .action(async (directory: string | undefined, options: PreviewOptions) => {
      const source = await sourceOf(directory, options);
      const preview = await startPreview({
        directory: source.path,
        read: source.read,
        watched: source.watched,
        page: readPage(join(__dirname, 'page')),
        port: options.port,
        report: problem => output.printError(colors.red(problem)),
      });
      output.print(`${colors.bold(preview.url)}  ${colors.dim(`shows ${source.path}; Ctrl+C ends it`)}`);
      if (options.open) openInBrowser(preview.url, problem => output.printError(problem));
      await interrupted();
      await preview.close();
    });
}
