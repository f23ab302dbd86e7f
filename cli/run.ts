import { CommanderError } from 'commander';
import { CommandError } from './command-error';
import { Output } from './commands/output';
import { program } from './commands/program';
import { colors } from './report/colors';

/** Runs the command line: expected failures are messages and exit code 2, defects have a stack trace. */
export async function run(args: readonly string[], output: Output, version: string): Promise<void> {
  try {
    await program(output, version).parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Requested help is not a failure.
      output.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    output.printError(colors.red(error instanceof CommandError ? error.message : (error as Error).stack ?? String(error)));
    output.exitCode = 2;
  }
}
