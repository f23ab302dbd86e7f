/** `cdk-ses-templates`: the command line. */
import { version } from '../package.json';
import { standardOutput } from './commands/output';
import { run } from './run';

void run(process.argv.slice(2), standardOutput(), version);
