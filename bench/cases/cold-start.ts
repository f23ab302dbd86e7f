import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Case } from '../support/figures';

const BUNDLE = resolve('assets/templates/index.js');

/** How long a new process takes to load a module, in milliseconds. */
function load(module: string): number {
  const script = `const before = process.hrtime.bigint(); require(${JSON.stringify(module)}); console.log(Number(process.hrtime.bigint() - before) / 1e6)`;
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** A cold start: loading the bundle, compared with loading only the SDK's client from its many files. */
export const coldStart: Case = {
  key: 'cold-start',
  name: 'cold start of the bundle',
  against: 'load time / that of the unbundled SDK client for SES',
  repeat: 9,
  run: async () => {
    const unbundled = load(resolve('node_modules/@aws-sdk/client-ses'));
    const bundled = load(BUNDLE);
    return { figure: bundled / unbundled, notes: { 'bundle ms': bundled, 'SDK ms': unbundled, 'bundle KB': statSync(BUNDLE).size / 1_024 } };
  },
};
