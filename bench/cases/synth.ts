import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Case } from '../support/figures';

const COUNT = 500;

interface Synth {
  /** The time of the whole process, as with `cdk synth`. */
  readonly milliseconds: number;
  /** The time of constructs and synthesis, without starting Node.js and loading packages. */
  readonly within: number;
  readonly templateBytes: number;
}

/** Synthesizes in a separate process, like the CDK CLI. */
async function synth(kind: 'checked' | 'unchecked' | 'inlined'): Promise<Synth> {
  const before = performance.now();
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, '..', 'support', 'synth-child.cjs'), [kind, String(COUNT)], {
      execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let report: { milliseconds: number; templateBytes: number } | undefined;
    child.once('message', message => { report = message as typeof report; });
    child.once('error', reject);
    child.once('exit', code => {
      if (!report) return reject(new Error(`the synth "${kind}" ended with code ${code}`));
      resolve({ milliseconds: performance.now() - before, within: report.milliseconds, templateBytes: report.templateBytes });
    });
  });
}

export const synths: readonly Case[] = [
  {
    key: 'synth-inlined',
    name: `synth of ${COUNT} templates of 20 KB, checked and rendered`,
    against: 'time / that of CfnTemplate with inlined bodies',
    repeat: 9,
    run: async () => {
      const [inlined, checked] = [await synth('inlined'), await synth('checked')];
      return {
        figure: checked.milliseconds / inlined.milliseconds,
        notes: { 'stack template KB': Math.round(checked.templateBytes / 1_024), 'inlined KB': Math.round(inlined.templateBytes / 1_024) },
      };
    },
  },
  {
    key: 'synth-checks',
    name: `synth of ${COUNT} templates of 20 KB, checked and rendered`,
    against: 'time / that without checks and renders',
    most: 2.6,
    repeat: 9,
    run: async () => {
      const [unchecked, checked] = [await synth('unchecked'), await synth('checked')];
      return {
        figure: checked.milliseconds / unchecked.milliseconds,
        notes: {
          'ms': Math.round(checked.milliseconds),
          'ms without': Math.round(unchecked.milliseconds),
          'the ratio without loading packages': checked.within / unchecked.within,
        },
      };
    },
  },
];
