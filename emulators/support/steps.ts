import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from './markdown';
import { World } from './world';

/** An action of a user, and what must be true afterwards. */
export interface Step {
  readonly name: string;
  run(world: World): Promise<void>;
}

export interface StepResult {
  readonly name: string;
  readonly seconds: number;
  readonly failure?: string;
}

export interface RunStepsOptions {
  readonly logs: string;
  readonly onResult: (result: StepResult) => void;
}

/**
 * Runs the steps of a group one after the other. A failure ends the group, because each step continues from the previous one. After
 * each step, the templates of other people must be unchanged; after the last one, there must be no others.
 */
export async function runGroup(world: World, steps: readonly Step[], { logs, onResult }: RunStepsOptions): Promise<StepResult[]> {
  mkdirSync(logs, { recursive: true });
  const results: StepResult[] = [];
  for (const [index, { name, run }] of steps.entries()) {
    const check = async () => index < steps.length - 1 ? world.ownTemplates() : world.holds({});
    const began = performance.now();
    world.shop.output.length = 0;
    const failure = await run(world).then(check).then(() => undefined, (cause: Error) => cause.stack ?? String(cause));
    const result = { name, seconds: (performance.now() - began) / 1_000, failure };
    writeFileSync(join(logs, `${name.replace(/\W+/g, '-')}.log`), [...world.shop.output, ...failure ? [failure] : []].join('\n'));
    results.push(result);
    onResult(result);
    if (failure) {
      await world.empty();
      break;
    }
  }
  return results;
}

/** A table of the seconds that each step took with each SES. */
export function table(steps: readonly Step[], columns: ReadonlyMap<string, readonly StepResult[]>): string {
  const cell = (result: StepResult | undefined): string => {
    if (!result) return 'skipped';
    return `${result.seconds.toFixed(1)}${result.failure === undefined ? '' : ' FAILED'}`;
  };
  const total = (results: readonly StepResult[]): string => results.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1);
  return markdownTable([
    ['step', ...columns.keys()],
    ...steps.map(({ name }) => [name, ...Array.from(columns.values(), results => cell(results.find(result => result.name === name)))]),
    ['all', ...Array.from(columns.values(), total)],
  ], Array.from(columns, (_, index) => index + 1));
}
