import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonIsMissing, skipWithoutPython } from '../../emulators/support/python';
import type { Ses, StoredTemplate } from '../../emulators/support/ses';
import type { Shop } from '../../emulators/support/shop';
import { runGroup, Step, StepResult, table } from '../../emulators/support/steps';
import { World } from '../../emulators/support/world';

const logs = mkdtempSync(join(tmpdir(), 'steps-'));

/** Runs steps with an SES that only lists the given templates. Returns the results, and the names of templates that were deleted. */
async function run(held: StoredTemplate[], steps: readonly Step[]): Promise<{ results: StepResult[]; deleted: string[] }> {
  const deleted: string[] = [];
  const client = { send: async ({ input }: { input: { TemplateName: string } }) => deleted.push(input.TemplateName) };
  const ses = { templates: async () => held, client } as unknown as Ses;
  const world = new World(ses, { output: ['$ cdk deploy'] } as unknown as Shop, '');
  const results = await runGroup(world, steps, { logs, onResult: () => undefined });
  return { results, deleted };
}

const step = (name: string, act: () => void = () => undefined): Step => ({ name, run: async () => act() });

test('a step that changes a template of other people fails', async () => {
  const held: StoredTemplate[] = [];
  const { results: [first, ...more] } = await run(held, [step('deploy', () => held.push({ TemplateName: 'newsletter' })), step('next')]);
  expect(first.failure).toContain('the templates of other people must be unchanged');
  expect(more).toEqual([]);
});

test('the last step of a group fails if it leaves a template', async () => {
  const held: StoredTemplate[] = [];
  const { results: [deploy, destroy], deleted } = await run(held, [step('deploy', () => held.push({ TemplateName: 'left', SubjectPart: 's' })), step('destroy')]);
  expect(deploy.failure).toBeUndefined();
  expect(destroy.failure).toContain('SES must hold these templates');
  expect(deleted).toEqual(['left']);
});

test('a failure ends the group, and is in the log and in the table of seconds', async () => {
  const steps = [step('one'), step('two', () => { throw new Error('cdk deploy must succeed'); }), step('three')];
  const { results } = await run([], steps);
  expect(results.map(({ name, failure }) => [name, failure !== undefined])).toEqual([['one', false], ['two', true]]);
  expect(readFileSync(join(logs, 'two.log'), 'utf8')).toContain('Error: cdk deploy must succeed');
  const rows = table(steps, new Map([['moto', results.map(result => ({ ...result, seconds: 1.25 }))]]));
  expect(rows.split('\n').slice(2).map(row => row.replace(/ +/g, ' '))).toEqual(['| one | 1.3 |', '| two | 1.3 FAILED |', '| three | skipped |', '| all | 2.5 |']);
});

describe('without Python', () => {
  const { PATH } = process.env;

  afterEach(() => {
    process.env.PATH = PATH;
    delete process.env.REQUIRED_LANGUAGES;
    jest.restoreAllMocks();
  });

  test('the reason is known', async () => {
    process.env.PATH = logs;
    expect(await pythonIsMissing()).toBe('spawn python3 ENOENT');
  });

  test('the output says SKIPPED, and nothing fails', () => {
    delete process.env.REQUIRED_LANGUAGES;
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    skipWithoutPython('nothing is tested', 'spawn python3 ENOENT');
    expect(write.mock.calls).toEqual([['\nSKIPPED: Python 3.10 or later with venv is not available, so nothing is tested.\nspawn python3 ENOENT\n\n']]);
  });

  test('it is an error where Python is required', () => {
    process.env.REQUIRED_LANGUAGES = 'java,python';
    expect(() => skipWithoutPython('nothing is tested', 'spawn python3 ENOENT')).toThrow('Python 3.10 or later with venv is not available');
  });
});
