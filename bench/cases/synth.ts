import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Case } from '../support/figures';
import type { SynthKind, SynthReport } from '../support/synth-child';

const COUNT = 500;

/** Synthesizes in a process of its own: none finds code compiled or memory taken by the one before. */
async function synth(kind: SynthKind): Promise<SynthReport> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, '..', 'support', 'synth-child.ts'), [kind, String(COUNT)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('message', report => resolve(report as SynthReport));
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`the synth "${kind}" ended with code ${code}`)));
  });
}

export const synths: readonly Case[] = [
  {
    key: 'synth-inlined',
    name: `synth of ${COUNT} templates of 20 KB, checked and rendered`,
    against: 'time / that of CfnTemplate with inlined bodies',
    repeat: 9,
    run: async () => {
      const [inlined, sets] = [await synth('inlined'), await synth('checked')];
      return {
        figure: sets.milliseconds / inlined.milliseconds,
        notes: { 'stack template KB': Math.round(sets.templateBytes / 1_024), 'inlined KB': Math.round(inlined.templateBytes / 1_024) },
      };
    },
  },
  {
    key: 'synth-checks',
    name: `synth of ${COUNT} templates of 20 KB, checked and rendered`,
    against: 'time / that without checks and renders',
    most: 3,
    repeat: 9,
    run: async () => {
      const [unchecked, checked] = [await synth('unchecked'), await synth('checked')];
      return { figure: checked.milliseconds / unchecked.milliseconds, notes: { 'ms': Math.round(checked.milliseconds), 'ms without': Math.round(unchecked.milliseconds) } };
    },
  },
];
