import { stripColors } from '../report/colors';

/** The output and the exit code of commands. */
export interface Output {
  exitCode: number;
  print(text: string): void;
  /** For messages that are not the result, such as progress. */
  printError(text: string): void;
}

export function standardOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A program that reads the output may end early, such as `head`.
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
  const print = printer(process.stdout, process.env);
  const printError = printer(process.stderr, process.env);
  return {
    get exitCode() { return Number(process.exitCode ?? 0); },
    set exitCode(code) { process.exitCode = code; },
    print,
    printError,
  };
}

/** The part of a stream that commands use, so that tests need no terminal. */
export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Prints lines, in colour only on a terminal. `NO_COLOR` and `FORCE_COLOR` override that. */
export function printer(stream: Stream, environment: NodeJS.ProcessEnv): (text: string) => void {
  const hasColors = !environment.NO_COLOR && (isForced(environment) || (stream.isTTY === true && environment.TERM !== 'dumb'));
  return text => void stream.write(`${hasColors ? text : stripColors(text)}\n`);
}

function isForced({ FORCE_COLOR: force }: NodeJS.ProcessEnv): boolean {
  return force !== undefined && force !== '' && force !== '0' && force !== 'false';
}
