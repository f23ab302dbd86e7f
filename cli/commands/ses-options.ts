import { Command } from 'commander';
import { CommandError } from '../command-error';
import { callInterval, pace } from '../ses/pace';
import { sesAccount, SesOptions } from '../ses/ses';
import { SesAccount } from '../ses/source';

/** The options of commands that call Amazon SES. */
export function addSesOptions(command: Command): Command {
  return command
    .option('--region <region>', 'the Region (default: as the AWS SDK finds it)')
    .option('--profile <profile>', 'the profile of the AWS configuration (default: as the AWS SDK finds it)')
    .option('--endpoint-url <url>', 'another endpoint than that of Amazon SES');
}

/**
 * Runs the part of a command that calls SES, at the pace of its quota.
 *
 * @throws CommandError if SES cannot be called, such as for missing credentials, Regions or permissions
 */
export async function withSes<T>(options: SesOptions, use: (account: SesAccount) => Promise<T>): Promise<T> {
  try {
    return await use(await sesAccount(options, () => pace(callInterval())));
  } catch (error) {
    if (!isExpected(error as Error)) throw error;
    const { message } = error as Error;
    throw new CommandError(`Amazon SES could not be read: ${message}${message === 'Region is missing' ? '. Pass --region' : ''}`);
  }
}

/** What the SDK throws for missing credentials or Regions, permissions and networks, against a defect of this program. */
function isExpected(error: Error): boolean {
  return !(error instanceof CommandError) && ![TypeError, ReferenceError, RangeError, SyntaxError].some(kind => error instanceof kind);
}
