import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { cleaned } from './environment';

/** The command line as the package has it. */
const BUNDLE = join(__dirname, '..', '..', 'assets', 'cli', 'cdk-ses-templates.js');

export interface CommandLineOptions {
  readonly folder: string;
  readonly endpoint: string;
  readonly region: string;
  readonly callsPerSecond: number;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of `cdk-ses-templates` against the local AWS. */
export async function runCommandLine(args: readonly string[], { folder, endpoint, region, callsPerSecond }: CommandLineOptions): Promise<Ran> {
  const env = {
    ...cleaned(process.env),
    NO_COLOR: '1',
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'LOCAL',
    AWS_SECRET_ACCESS_KEY: 'local',
    SES_CALLS_PER_SECOND: String(callsPerSecond),
  };
  return new Promise(resolve => {
    execFile(process.execPath, [BUNDLE, ...args, '--endpoint-url', endpoint], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }));
  });
}
