/** The output of commands. */
export interface Display {
  print(line?: string): void;
  /** Shows a live status below the lines while the work runs. Only on interactive terminals. */
  during<T>(status: () => string, work: () => Promise<T>): Promise<T>;
}

/** How often the status line is refreshed, in milliseconds. */
const REFRESH = 100;

/** Prints lines to standard output, with a status line on a terminal. Not in continuous integration, where it would flood the log. */
export function standardDisplay(): Display {
  const live = process.stdout.isTTY && process.env.TERM !== 'dumb' && !process.env.CI;
  return {
    print: (line = '') => void process.stdout.write(`${line}\n`),
    during: (status, work) => live ? withSpinner(status, work) : work(),
  };
}

/** ora clears its line before each printed line, and shows it again below. */
async function withSpinner<T>(status: () => string, work: () => Promise<T>): Promise<T> {
  const { default: ora } = await import('ora');
  const spinner = ora({ text: status(), stream: process.stdout, isEnabled: true, discardStdin: false }).start();
  const refresh = setInterval(() => { spinner.text = status(); }, REFRESH);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    spinner.stop();
  }
}
