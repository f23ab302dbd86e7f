import { stripVTControlCharacters } from 'node:util';

/** The output and the exit code of commands. */
export interface Output {
  exitCode: number;
  print(text: string): void;
  /** For messages that are not the result, such as progress. */
  printError(text: string): void;
}

export function standardOutput(): Output {
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
  return text => void stream.write(`${hasColors ? text : stripVTControlCharacters(text)}\n`);
}

function isForced({ FORCE_COLOR: force }: NodeJS.ProcessEnv): boolean {
  return force !== undefined && force !== '' && force !== '0' && force !== 'false';
}
