import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { addSourceOptions, GivenSourceOptions, sourceOf } from './folder-options';
import { Output } from './output';
import { openInBrowser } from '../preview/open';
import { startPreview } from '../preview/preview';
import { Page } from '../preview/server';
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
        page: readPage(),
        port: options.port,
        report: problem => output.printError(colors.red(problem)),
      });
      output.print(`${colors.bold(preview.url)}  ${colors.dim(`shows ${source.path}; Ctrl+C ends it`)}`);
      if (options.open) openInBrowser(preview.url, problem => output.printError(problem));
      await interrupted();
      await preview.close();
    });
}

/** The files of the page are next to the bundle. */
function readPage(): Page {
  const file = (name: string, type: string) => ({ type: `${type}; charset=utf-8`, content: readFileSync(join(__dirname, 'page', name)) });
  return {
    '/': file('index.html', 'text/html'),
    '/page.css': file('page.css', 'text/css'),
    '/page.js': file('page.js', 'text/javascript'),
    '/favicon.ico': { type: 'image/svg+xml', content: readFileSync(join(__dirname, 'page', 'icon.svg')) },
  };
}

function interrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}
