import { CreateTemplateCommand } from '@aws-sdk/client-ses';
import { CreateConfigurationSetCommand } from '@aws-sdk/client-sesv2';
import { askAmazon } from '../../emulators/battery/ask-ses';
import { Asking, Clients } from '../../emulators/battery/asking';
import { EXPECTATIONS, Expectation } from '../../emulators/battery/expectations';
import { battery } from '../../emulators/battery/run';
import { sesClients } from '../../emulators/support/ses';
import { LocalAws, startLocalAws } from '../../local/server';
import { OPERATIONS, V2_OPERATIONS } from '../../local/ses/operations';

let aws: LocalAws;
let clients: Clients;
beforeEach(async () => {
  aws = await startLocalAws({ ses: { callsPerSecond: Infinity } });
  clients = sesClients(aws.endpoint);
});
afterEach(async () => {
  clients.v1.destroy();
  clients.v2.destroy();
  await aws.close();
});

const options = { run: 'test', sender: 'shop@example.com', pause: async () => undefined, wait: async () => undefined };

test('the local SES answers as Amazon SES does, according to documentation and observations, and nothing is left', async () => {
  const answers = await battery({ ...options, clients, emulator: 'local SES' });

  expect(answers.filter(({ verdict }) => verdict !== 'as expected').map(({ expectation: { settles }, verdict }) => [settles !== undefined, verdict]))
    .toEqual(EXPECTATIONS.filter(expectation => !('answer' in expectation)).map(() => [true, 'unknown']));
  expect(aws.ses.snapshot()).toEqual({ templates: [], configurationSets: [] });
  // No operation of the local SES is left out.
  const asked = new Set(aws.ses.calls.map(({ operation }) => operation));
  expect([...OPERATIONS.keys(), ...V2_OPERATIONS.keys()].filter(operation => !asked.has(operation))).toEqual([]);
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

  const [{ verdict, answer }] = await battery({ ...options, clients, expectations: [broken] });

  expect([verdict, answer]).toEqual(['FAILED', 'Error: broken']);
  expect(aws.ses.calls.map(({ operation, name }) => [operation, name])).toEqual([
    ['CreateTemplate', 'cdk-ses-templates-scratch-test-one'], ['DeleteTemplate', 'cdk-ses-templates-scratch-test-one'],
  ]);
  expect(aws.ses.templates.list()).toEqual([]);
});

/** An expectation that creates a template and a configuration set with version 2, and then fails. */
const brokenV2: Expectation = {
  id: 'v2',
  about: 'v2',
  ask: async (ses, id) => {
    await ses.createV2(id);
    await ses.sendV2(new CreateConfigurationSetCommand({ ConfigurationSetName: ses.name(id) }));
    throw new Error('broken');
  },
  answer: 'whole',
};

test('what was created with version 2 is deleted with version 2', async () => {
  await battery({ ...options, clients, expectations: [brokenV2] });

  expect(aws.ses.calls.map(({ operation }) => operation)).toEqual([
    'CreateEmailTemplate', 'CreateConfigurationSet', 'DeleteEmailTemplate', 'DeleteConfigurationSet',
  ]);
  expect(aws.ses.snapshot()).toEqual({ templates: [], configurationSets: [] });
});

test('a deletion that fails is tried again', async () => {
  const waits: number[] = [];
  aws.ses.faults.add({ operation: 'DeleteEmailTemplate', kind: 'deny', times: 2 });

  await battery({ ...options, clients, expectations: [brokenV2], wait: async milliseconds => void waits.push(milliseconds) });

  expect(waits).toEqual([5_000, 5_000]);
  expect(aws.ses.snapshot()).toEqual({ templates: [], configurationSets: [] });
});

test('what cannot be deleted is named, and the rest is deleted', async () => {
  aws.ses.faults.add({ operation: 'DeleteEmailTemplate', kind: 'deny' });

  await expect(battery({ ...options, clients, expectations: [brokenV2] })).rejects.toThrow(
    /^Everything that was created must be deleted, got: template cdk-ses-templates-scratch-test-v2: User .* is not authorized to perform `ses:DeleteEmailTemplate'$/,
  );
  expect(aws.ses.configurationSets.list()).toEqual([]);
});

test.each([1, 3])('a template is deleted whose creation got no answer %d times', async times => {
  aws.ses.faults.add({ operation: 'CreateTemplate', kind: 'reset-after', times });

  await battery({ ...options, clients, expectations: [creating(async () => 'done', 'done')] });

  expect(aws.ses.templates.list()).toEqual([]);
});

test.each([1, 3])('a template of version 2 is deleted whose creation got no answer %d times', async times => {
  aws.ses.faults.add({ operation: 'CreateEmailTemplate', kind: 'reset-after', times });
  const creatingV2: Expectation = { id: 'one', about: 'one', ask: async (ses, id) => ses.createV2(id) };

  await battery({ ...options, clients, expectations: [creatingV2] });

  expect(aws.ses.calls.map(({ operation }) => operation)).toContain('DeleteEmailTemplate');
  expect(aws.ses.templates.list()).toEqual([]);
});

test('a template is deleted whose creation got no answer, and was throttled when the SDK repeated it', async () => {
  aws.ses.faults.add({ operation: 'CreateTemplate', kind: 'reset-after', times: 1 });
  aws.ses.faults.add({ operation: 'CreateTemplate', kind: 'throttle', times: 3 });

  await battery({ ...options, clients, expectations: [creating(async () => 'done', 'done')] });

  expect(aws.ses.calls.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
    'CreateTemplate ok', 'CreateTemplate Throttling', 'CreateTemplate Throttling', 'DeleteTemplate ok',
  ]);
  expect(aws.ses.templates.list()).toEqual([]);
});

test('the account, which ARNs contain, is in the message of SES about a name that is taken', async () => {
  const asking = new Asking(clients, 'test', options);
  expect(await asking.arnOf(await asking.create('a'))).toBe('arn:aws:ses:us-east-1:123456789012:template/cdk-ses-templates-scratch-test-a');
});

test('nothing is asked after an abort', async () => {
  expect(await battery({ ...options, clients, signal: AbortSignal.abort() })).toEqual([]);
  expect(aws.ses.calls).toEqual([]);
});

test('a deviation that is no longer there is an error', async () => {
  const [{ verdict }] = await battery({ ...options, clients, emulator: 'moto', expectations: EXPECTATIONS.filter(({ id }) => id === 'get-missing') });
  expect(verdict).toBe('FAILED: deviates no longer');
});

test('nothing is sent without a sender', async () => {
  const answers = await battery({ ...options, sender: undefined, clients, expectations: EXPECTATIONS.filter(({ sends }) => sends) });

  expect(new Set(answers.map(({ verdict }) => verdict))).toEqual(new Set(['not asked']));
  expect(aws.ses.calls).toEqual([]);
});

test('errors name neither the run nor the account', async () => {
  await clients.v1.send(new CreateTemplateCommand({ Template: { TemplateName: 'cdk-ses-templates-scratch-test-a', SubjectPart: 'a', TextPart: 'a' } }));
  expect(await new Asking(clients, 'test', options).outcome(new Asking(clients, 'test', options).create('a')))
    .toBe('AlreadyExistsException: Template NAME already exists for account id ACCOUNT');
});

describe('Amazon SES', () => {
  const lines: string[] = [];
  const asking = { clients: () => clients, print: (line: string) => void lines.push(line), wait: async () => undefined };
  beforeEach(() => { lines.length = 0; });

  test.each([[{}], [{ SES_LIVE: '0' }], [{ SES_LIVE: 'true', AWS_ACCESS_KEY_ID: 'a' }]])('is not asked with %j', async environment => {
    const unused = () => { throw new Error('no clients'); };
    expect(await askAmazon({ ...asking, environment, clients: unused })).toEqual([]);
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

  test('is left as it was when an expectation fails half way', async () => {
    await clients.v1.send(new CreateTemplateCommand({ Template: { TemplateName: 'own', SubjectPart: 'a', TextPart: 'a' } }));
    const before = aws.ses.snapshot();

    const [[, answers]] = await askAmazon({ ...asking, environment: { SES_LIVE: '1', SES_SENDER: 'shop@example.com' }, expectations: [brokenV2] });

    expect(answers.map(({ verdict }) => verdict)).toEqual(['FAILED']);
    expect(lines).toContainEqual(expect.stringMatching(/^FAILED: Amazon SES: v2: v2\n {2}expected: 'whole'\n {2}got: {6}'Error: broken'$/));
    expect(aws.ses.snapshot()).toEqual(before);
  });
});
