import { ListTemplatesCommand, SESClient } from '@aws-sdk/client-ses';
import { live } from './live';
import { QUESTIONS } from './questions';
import { LocalAws, startLocalAws } from '../../local/server';
import { clientOptions, manualClock } from '../local/ses/support';

let aws: LocalAws;
let clock: ReturnType<typeof manualClock>;
let lines: string[];

beforeEach(async () => {
  clock = manualClock();
  // Throttles as SES does, and needs as long before it sees what was written.
  aws = await startLocalAws({ ses: { clock, lagMs: 3_000 } });
  lines = [];
});
afterEach(async () => aws.close());

const client = () => new SESClient(clientOptions(aws));

const ask = async (options: Partial<Parameters<typeof live>[0]> = {}) => live({
  environment: { SES_LIVE: '1' },
  client,
  print: line => lines.push(line),
  pause: async milliseconds => clock.advance(milliseconds),
  ...options,
});

/** A client whose calls fail, counted from 1. A question takes four: delete, create, render, delete. */
const failingFrom = (first: number, last = Infinity) => () => {
  const ses = client();
  let calls = 0;
  ses.middlewareStack.add(next => async args => {
    calls++;
    if (calls >= first && calls <= last) throw new Error('socket hang up');
    return next(args);
  }, { step: 'initialize' });
  return ses;
};

async function templates(): Promise<string[]> {
  clock.advance(10_000);
  const ses = client();
  const { TemplatesMetadata = [] } = await ses.send(new ListTemplatesCommand({ MaxItems: 100 }));
  ses.destroy();
  return TemplatesMetadata.map(({ Name }) => Name!);
}

test.each([undefined, '', '0', 'true'])('does nothing with SES_LIVE=%s', async value => {
  const code = await ask({
    environment: { ...process.env, SES_LIVE: value },
    client: () => { throw new Error('made a client'); },
  });

  expect(code).toBe(1);
  expect(lines).toEqual([
    'SKIPPED: this creates and deletes templates named cdk-ses-templates-question-… in your AWS account. Run it with SES_LIVE=1, credentials and AWS_REGION.',
  ]);
});

test('asks nothing without credentials', async () => {
  const credentials = async () => { throw new Error('Could not load credentials from any providers'); };

  await expect(ask({ client: () => new SESClient({ ...clientOptions(aws), credentials }) })).rejects.toThrow('Could not load credentials');

  expect(lines).toEqual([]);
});

test('asks the local SES every question, and leaves nothing behind', async () => {
  expect(await ask()).toBe(0);

  const rows = lines[lines.length - 1].trim().split('\n').slice(2);
  expect(rows.map(row => row.split(' | ')[0].slice(2))).toEqual(QUESTIONS.map(({ id }) => id));
  expect(rows).toContainEqual('| missing-name | `a{{x}}` | `{}` | `TestRenderTemplate: MissingRenderingAttributeException: Attribute \'x\' is not present in the rendering data.` | both |');
  expect(rows).toContainEqual('| parent | `{{#each x}}{{../y}}{{/each}}` | `{"x":[{}],"y":"outer"}` | `outer` | both |');
  expect(rows).toContainEqual('| number-large | `{{x}}` | `{"x":12345678.9}` | `12345678.9` | handlebars.js |');
  expect(await templates()).toEqual([]);
});

test('continues if an earlier run could not delete its template', async () => {
  const questions = QUESTIONS.filter(({ id }) => id === 'parent');
  await expect(ask({ questions, client: failingFrom(4) })).rejects.toThrow();
  expect(await templates()).toEqual([expect.stringMatching(/^cdk-ses-templates-question-parent-\w{6}$/)]);

  await ask({ questions });

  expect(lines[lines.length - 1]).toContain('| `outer` | both |');
  expect(await templates()).toEqual([]);
});

test('deletes its template if SES fails, and reports the reason', async () => {
  await expect(ask({ client: failingFrom(3, 4) })).rejects.toThrow('socket hang up');

  expect(await templates()).toEqual([]);
});

test('names the template that it cannot delete', async () => {
  await expect(ask({ client: failingFrom(4) })).rejects.toThrow(/^The template cdk-ses-templates-question-missing-name-\w{6} was not deleted: socket hang up$/);
});

test('stops after the question at which it is interrupted', async () => {
  const abort = new AbortController();
  await ask({ signal: abort.signal, print: line => { lines.push(line); if (line.startsWith('null:')) abort.abort(); } });

  expect(lines[lines.length - 1].trim().split('\n')).toHaveLength(2 + 1 + QUESTIONS.findIndex(({ id }) => id === 'null'));
  expect(await templates()).toEqual([]);
});
