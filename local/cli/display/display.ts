/** Where lines go. */
export interface Display {
  print(line?: string): void;
  /** Shows a live status below the lines while the work takes, on interactive terminals. */
  during<T>(status: () => string, work: () => Promise<T>): Promise<T>;
}

/** How often the live line is made anew, in milliseconds. */
const REFRESH = 100;

/** Lines on standard output; with a live line on a terminal, but not in continuous integration, where it would fill the log. */
export function standardDisplay(): Display {
  const live = process.stdout.isTTY && process.env.TERM !== 'dumb' && !process.env.CI;
  return {
    print: (line = '') => void process.stdout.write(`${line}\n`),
    during: (status, work) => live ? withSpinner(status, work) : work(),
  };
}

/** ora clears its line before every other line, and shows it again below. */
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
