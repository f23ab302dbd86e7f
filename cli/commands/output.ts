/** Where commands print, and how they end. */
export interface Output {
  exitCode: number;
  print(text: string): void;
  /** For messages that are not the result, such as progress. */
  printError(text: string): void;
}

export function standardOutput(): Output {
  return {
    get exitCode() { return Number(process.exitCode ?? 0); },
    set exitCode(code) { process.exitCode = code; },
    print: text => void process.stdout.write(`${text}\n`),
    printError: text => void process.stderr.write(`${text}\n`),
  };
}
