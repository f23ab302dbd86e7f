/** What the bundle has: the command line, and the local SES for users' tests, which share most of their code. */
import { version } from '../package.json';
import { standardOutput } from './commands/output';
import { run } from './run';

export { LocalSes } from './serve/local-ses';

export function main(args: readonly string[]): void {
  void run(args, standardOutput(), version);
}
