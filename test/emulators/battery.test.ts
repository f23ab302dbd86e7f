import { CreateTemplateCommand, SESClient } from '@aws-sdk/client-ses';
import { askAmazon } from '../../emulators/battery/ask-ses';
import { Asking } from '../../emulators/battery/asking';
import { EXPECTATIONS, Expectation } from '../../emulators/battery/expectations';
import { battery } from '../../emulators/battery/run';
import { LocalAws, startLocalAws } from '../../local/server';

let aws: LocalAws;
let client: SESClient;
beforeEach(async () => {
  aws = await startLocalAws({ ses: { callsPerSecond: Infinity } });
  client = new SESClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' } });
});
afterEach(async () => {
  client.destroy();
  await aws.close();
});

const options = { run: 'test', sender: 'shop@example.com', pause: async () => undefined, wait: async () => undefined };

test('the local SES answers as Amazon SES does, according to documentation and observations, and nothing is left', async () => {
  const answers = await battery({ ...options, client, emulator: 'local SES' });

  expect(answers.filter(({ verdict }) => verdict !== 'as expected').map(({ expectation: { settles }, verdict }) => [settles !== undefined, verdict]))
    .toEqual(EXPECTATIONS.filter(({ settles }) => settles).map(() => [true, 'unknown']));
  expect(aws.ses.snapshot()).toEqual({ templates: [], configurationSets: [] });
});

/** An expectation that creates a template, and then does what is given. */
const creating = (then: (ses: Asking) => Promise<unknown>, answer?: string): Expectation => ({
  id: 'one',
  about: 'one',
  ask: async (ses, id) => {
    await ses.create(id);
    return then(ses);
  },
  ...answer !== undefined && { answer },
});

test('what was created is deleted when something goes wrong', async () => {
  const broken = creating(async () => { throw new Error('broken'); }, 'whole');

  const [{ verdict, answer }] = await battery({ ...options, client, expectations: [broken] });

  expect([verdict, answer]).toEqual(['FAILED', 'Error: broken']);
  expect(aws.ses.calls.map(({ operation, name }) => [operation, name])).toEqual([
    ['CreateTemplate', 'cdk-ses-templates-scratch-test-one'], ['DeleteTemplate', 'cdk-ses-templates-scratch-test-one'],
  ]);
  expect(aws.ses.templates.list()).toEqual([]);
});

test.each([1, 3])('a template is deleted whose creation got no answer %d times', async times => {
  aws.ses.faults.add({ operation: 'CreateTemplate', kind: 'reset-after', times });

  await battery({ ...options, client, expectations: [creating(async () => 'done', 'done')] });

  expect(aws.ses.templates.list()).toEqual([]);
});

test('nothing is asked after an abort', async () => {
  expect(await battery({ ...options, client, signal: AbortSignal.abort() })).toEqual([]);
  expect(aws.ses.calls).toEqual([]);
});

test('a deviation that is no longer there is an error', async () => {
  const [{ verdict }] = await battery({ ...options, client, emulator: 'moto', expectations: EXPECTATIONS.filter(({ id }) => id === 'get-missing') });
  expect(verdict).toBe('FAILED: deviates no longer');
});

test('nothing is sent without a sender', async () => {
  const answers = await battery({ ...options, sender: undefined, client, expectations: EXPECTATIONS.filter(({ sends }) => sends) });

  expect(new Set(answers.map(({ verdict }) => verdict))).toEqual(new Set(['not asked']));
  expect(aws.ses.calls).toEqual([]);
});

test('errors name neither the run nor the account', async () => {
  await client.send(new CreateTemplateCommand({ Template: { TemplateName: 'cdk-ses-templates-scratch-test-a', SubjectPart: 'a', TextPart: 'a' } }));
  expect(await new Asking(client, 'test', options).outcome(new Asking(client, 'test', options).create('a')))
    .toBe('AlreadyExistsException: Template NAME already exists for account id ACCOUNT');
});

describe('Amazon SES', () => {
  const lines: string[] = [];
  const asking = { client: () => client, print: (line: string) => void lines.push(line), wait: async () => undefined };
  beforeEach(() => { lines.length = 0; });

  test.each([[{}], [{ SES_LIVE: '0' }], [{ SES_LIVE: 'true', AWS_ACCESS_KEY_ID: 'a' }]])('is not asked with %j', async environment => {
    const unused = () => { throw new Error('no client'); };
    expect(await askAmazon({ ...asking, environment, client: unused })).toEqual([]);
    expect(lines).toEqual([
      'SKIPPED: Amazon SES is not tested. With SES_LIVE=1, AWS_REGION and credentials, this creates and deletes templates and configuration sets named '
        + 'cdk-ses-templates-scratch-… in your account.',
    ]);
  });

  test('is asked with SES_LIVE=1, at one call a second, without sending', async () => {
    const waits: number[] = [];
    const [[name, answers]] = await askAmazon({
      ...asking,
      environment: { SES_LIVE: '1' },
      wait: async milliseconds => void waits.push(milliseconds),
      expectations: EXPECTATIONS.filter(({ id }) => /^(get-missing|send)$/.test(id)),
    });

    expect([name, answers.map(({ verdict }) => verdict)]).toEqual(['Amazon SES', ['as expected', 'not asked']]);
    expect(waits).toEqual([1_100]);
    expect(lines).toEqual([
      'SKIPPED: nothing is sent. With SES_SENDER, a verified address, mails go to the mailbox simulator of Amazon SES.',
      'Asking Amazon SES in us-east-1, at one call a second.',
    ]);
  });
});
