import {
  CreateConfigurationSetCommand, CreateTemplateCommand, DeleteTemplateCommand, GetTemplateCommand, ListTemplatesCommand,
  SendTemplatedEmailCommand, TestRenderTemplateCommand, UpdateTemplateCommand,
} from '@aws-sdk/client-ses';
import { manualClock, refusal, withLocalSes } from './support';
import { createLocalSes, LocalSesOptions } from '../../../local/ses';

const WELCOME = { TemplateName: 'welcome', SubjectPart: 'Welcome', TextPart: 'Welcome' };

/** A file-wide local SES would share its clock and limits; each group has its own. */
function group(options: LocalSesOptions, silenceMs?: number) {
  const clock = manualClock();
  const local = withLocalSes({ ses: { clock, ...options } }, silenceMs);
  const send = (command: any): Promise<any> => local.client.send(command);
  return {
    clock,
    ses: () => local.aws.ses,
    create: (TemplateName = 'welcome') => send(new CreateTemplateCommand({ Template: { ...WELCOME, TemplateName } })),
    update: (SubjectPart: string) => send(new UpdateTemplateCommand({ Template: { ...WELCOME, SubjectPart } })),
    get: (TemplateName = 'welcome') => send(new GetTemplateCommand({ TemplateName })),
    remove: (TemplateName = 'welcome') => send(new DeleteTemplateCommand({ TemplateName })),
    list: () => send(new ListTemplatesCommand({})),
    render: () => send(new TestRenderTemplateCommand({ TemplateName: 'welcome', TemplateData: '{}' })),
    createSet: (Name: string) => send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name } })),
    mail: () => send(new SendTemplatedEmailCommand({
      Source: 'a@example.com', Destination: { ToAddresses: ['b@example.com'] }, Template: 'welcome', TemplateData: '{}',
    })),
  };
}

const THROTTLED = { name: 'Throttling', message: 'Rate exceeded' };

describe('the rate limit', () => {
  const { clock, ses, create, get, list, createSet, mail } = group({ callsPerSecond: 1, jitterMs: 0 });

  test('allows an operation once per second', async () => {
    await create('a');
    expect(await refusal(create('b'))).toEqual(THROTTLED);

    clock.advance(999);
    expect(await refusal(create('b'))).toEqual(THROTTLED);

    clock.advance(1);
    await create('b');
    expect(ses().templates.list().map(({ TemplateName }) => TemplateName)).toEqual(['a', 'b']);
  });

  test('counts each operation separately', async () => {
    await create();
    await get();
    await list();
    await createSet('mails');

    expect(await refusal(get())).toEqual(THROTTLED);
    expect(await refusal(createSet('others'))).toEqual(THROTTLED);
  });

  test('saves no unused calls', async () => {
    clock.advance(60_000);

    await list();

    expect(await refusal(list())).toEqual(THROTTLED);
  });

  test('counts calls refused for other reasons, but not throttled ones', async () => {
    expect(await refusal(get())).toMatchObject({ name: 'TemplateDoesNotExistException' });
    clock.advance(500);
    expect(await refusal(get())).toEqual(THROTTLED);
    clock.advance(500);
    expect(await refusal(get())).toMatchObject({ name: 'TemplateDoesNotExistException' });
  });

  test('responds with HTTP 400', async () => {
    await list();

    await expect(list()).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  test('does not apply to sending', async () => {
    await create();

    for (let i = 0; i < 5; i++) await mail();

    expect(ses().outbox).toHaveLength(5);
  });
});

describe('a scaled rate limit', () => {
  const { clock, list } = group({ callsPerSecond: 20, jitterMs: 0 });

  test('allows that many calls per second, evenly', async () => {
    let passed = 0;
    for (let ms = 0; ms < 1_000; ms += 10) {
      await list().then(() => passed++, () => undefined);
      clock.advance(10);
    }

    expect(passed).toBe(20);
  });
});

describe('jitter', () => {
  const { clock, list } = group({ callsPerSecond: 1, jitterMs: 50 });

  test('is tolerated within the long-term rate', async () => {
    await list();
    clock.advance(950);
    await list();
    clock.advance(950);

    expect(await refusal(list())).toEqual(THROTTLED);
  });
});

test.each([[{ callsPerSecond: 0 }, 'callsPerSecond must be above 0, got: 0'], [{ jitterMs: -1 }, 'jitterMs must be 0 or more, got: -1']])(
  'a limit of %j is an error', (options, message) => {
    expect(() => createLocalSes(options)).toThrow(new RangeError(message));
  });

describe('eventual consistency', () => {
  const { clock, create, update, get, remove, list, render, ses } = group({ lagMs: 1_000 });
  const subject = async () => (await get()).Template.SubjectPart;

  test('reads do not see a creation for a while', async () => {
    await create();

    expect(await refusal(get())).toMatchObject({ name: 'TemplateDoesNotExistException' });
    expect(await refusal(render())).toMatchObject({ name: 'TemplateDoesNotExistException' });
    expect((await list()).TemplatesMetadata).toEqual([]);
    clock.advance(1_000);
    expect(await subject()).toBe('Welcome');
    expect((await list()).TemplatesMetadata).toHaveLength(1);
  });

  test('reads see each change after the lag', async () => {
    await create();
    clock.advance(1_000);
    await update('second');
    clock.advance(400);
    await update('third');

    expect(await subject()).toBe('Welcome');
    clock.advance(600);
    expect(await subject()).toBe('second');
    clock.advance(400);
    expect(await subject()).toBe('third');
  });

  test('reads still see a deleted template for a while', async () => {
    await create();
    clock.advance(1_000);
    await remove();

    expect(await subject()).toBe('Welcome');
    clock.advance(1_000);
    expect(await refusal(get())).toMatchObject({ name: 'TemplateDoesNotExistException' });
  });

  test('writes act on the current state', async () => {
    await create();
    expect(await refusal(create())).toMatchObject({ name: 'AlreadyExistsException' });

    await update('second');
    await remove();
    await create();

    expect(ses().templates.get('welcome')).toMatchObject({ SubjectPart: 'Welcome' });
  });
});

describe('a fault', () => {
  const { ses, create, get, remove, list } = group({});
  const BROKEN = { name: 'Error', message: expect.stringMatching(/ECONNRESET|socket hang up/) };

  test('throttles', async () => {
    ses().faults.add({ kind: 'throttle' });

    expect(await refusal(create())).toEqual(THROTTLED);
    expect(ses().templates.list()).toEqual([]);
  });

  test('responds with HTTP 500', async () => {
    ses().faults.add({ kind: 'internal-error' });

    const call = create();

    await expect(call).rejects.toMatchObject({
      name: 'InternalFailure',
      message: 'The request processing has failed because of an unknown error, exception or failure.',
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });
    expect(ses().templates.list()).toEqual([]);
  });

  test('breaks the connection before the call took effect', async () => {
    ses().faults.add({ kind: 'reset-before' });

    expect(await refusal(create())).toEqual(BROKEN);
    expect(ses().templates.list()).toEqual([]);
  });

  test('breaks the connection after the call took effect', async () => {
    ses().faults.add({ kind: 'reset-after', times: 1 });

    expect(await refusal(create())).toEqual(BROKEN);

    expect(ses().templates.get('welcome')).toMatchObject(WELCOME);
    expect(await refusal(create())).toMatchObject({ name: 'AlreadyExistsException' });
  });

  test('denies', async () => {
    ses().faults.add({ kind: 'deny' });

    const call = create();

    await expect(call).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'User `arn:aws:sts::123456789012:assumed-role/local/local\' is not authorized to perform `ses:CreateTemplate\'',
      $metadata: { httpStatusCode: 403 },
    });
    expect(ses().templates.list()).toEqual([]);
  });

  test('delays', async () => {
    ses().faults.add({ kind: 'latency', latencyMs: 80, times: 1 });
    ses().faults.add({ kind: 'latency', latencyMs: 40, times: 1 });

    const start = performance.now();
    await create();
    const delayed = performance.now() - start;

    expect(delayed).toBeGreaterThanOrEqual(115);
  });

  test('hits only its operation and name', async () => {
    ses().faults.add({ kind: 'throttle', operation: 'CreateTemplate', name: 'b' });

    await create('a');
    expect(await refusal(create('b'))).toEqual(THROTTLED);
    expect(await refusal(get('b'))).toMatchObject({ name: 'TemplateDoesNotExistException' });
    await create('c');
  });

  test('hits only its configuration set', async () => {
    ses().faults.add({ kind: 'throttle', name: 'mails' });

    await list();
    await create('others');
    expect(await refusal(get('mails'))).toEqual(THROTTLED);
  });

  const hits = async (calls: number) => {
    const outcomes: string[] = [];
    for (let i = 0; i < calls; i++) outcomes.push(await list().then(() => '.', () => 'x'));
    return outcomes.join('');
  };

  test.each([
    ['a number of times', { times: 3 }, 'xxx.......'],
    ['every nth call', { every: 3 }, '..x..x..x.'],
    ['every nth call, a number of times', { every: 3, times: 2 }, '..x..x....'],
    ['under a condition', { when: (nth: number) => nth % 5 !== 0 }, 'xxxx.xxxx.'],
    ['by chance', { probability: 0.5, random: (values => () => values.shift()!)([0, 0.4, 0.5, 0.9, 0.49, 1, 1, 1, 1, 1]) }, 'xx..x.....'],
  ])('hits %s', async (_, fault, expected) => {
    ses().faults.add({ kind: 'throttle', ...fault });

    expect(await hits(10)).toBe(expected);
  });

  test('with a probability hits the same calls in each run, at about that rate', async () => {
    ses().faults.add({ kind: 'throttle', probability: 0.9 });
    const first = await hits(100);
    ses().faults.clear();
    ses().faults.add({ kind: 'throttle', probability: 0.9 });

    expect(await hits(100)).toBe(first);
    expect(first.replace(/\./g, '').length).toBeGreaterThan(80);
    expect(first).toContain('.');
  });

  test('has no effect after it is removed', async () => {
    const takeAway = ses().faults.add({ kind: 'throttle' });
    expect(await hits(2)).toBe('xx');

    takeAway();

    expect(await hits(2)).toBe('..');
  });

  test('is in the log, which has every call but no content', async () => {
    ses().faults.add({ kind: 'reset-after', operation: 'CreateTemplate', times: 1 });
    ses().faults.add({ kind: 'reset-before', operation: 'DeleteTemplate' });
    await refusal(create());
    await refusal(create());
    await refusal(remove());
    await list();

    const [{ at }] = ses().calls;
    expect(ses().calls).toEqual([
      { at, operation: 'CreateTemplate', name: 'welcome', outcome: 'ok', fault: 'reset-after' },
      { at, operation: 'CreateTemplate', name: 'welcome', outcome: 'AlreadyExists' },
      { at, operation: 'DeleteTemplate', name: 'welcome', outcome: 'reset', fault: 'reset-before' },
      { at, operation: 'ListTemplates', outcome: 'ok' },
    ]);
  });
});

describe('a fault that loses the response', () => {
  const { ses, create } = group({}, 200);
  const SILENCE = { name: 'TimeoutError', message: expect.stringContaining('the request socket timed out after 200 ms of inactivity') };
  const CUT_OFF = { name: 'Error', message: expect.stringContaining('aborted') };

  test.each([
    ['silent-before', SILENCE, 'silent'], ['silent-after', SILENCE, 'ok'], ['silent-midway', SILENCE, 'ok'], ['reset-midway', CUT_OFF, 'ok'],
  ] as const)('by %s', async (kind, error, outcome) => {
    ses().faults.add({ kind, times: 1 });

    expect(await refusal(create())).toEqual(error);

    expect(ses().calls).toEqual([expect.objectContaining({ operation: 'CreateTemplate', outcome, fault: kind })]);
    expect(ses().templates.list()).toHaveLength(outcome === 'ok' ? 1 : 0);
  });

  test('also loses the response of a refusal', async () => {
    await create();
    ses().faults.add({ kind: 'reset-midway', times: 1 });

    expect(await refusal(create())).toEqual(CUT_OFF);
    expect(await refusal(create())).toMatchObject({ name: 'AlreadyExistsException' });
  });
});

describe('the state', () => {
  const { ses, create, createSet } = group({});

  test('can be converted to JSON and restored', async () => {
    await create();
    await createSet('mails');
    ses().configurationSets.putEventDestination('mails', {
      Name: 'sns', MatchingEventTypes: ['send'], SnsDestination: { TopicARN: 'arn:aws:sns:us-east-1:123456789012:events' },
    });

    const restarted = createLocalSes({ state: JSON.parse(JSON.stringify(ses().snapshot())), lagMs: 1_000 });

    expect(restarted.snapshot()).toEqual(ses().snapshot());
    await expect(restarted.call('GetTemplate', { TemplateName: 'welcome' })).resolves.toEqual({ Template: WELCOME });
  });
});
