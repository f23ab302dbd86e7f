import { customResourceHandler, Lifecycle, TimedRequest } from '../../../lambda/cloudformation/handler';
import { VirtualClock } from '../../support/virtual-clock';

const URL = 'https://cloudformation-custom-resource-response.example/arn?X-Amz-Signature=s3cr3t%2Fx&X-Amz-Expires=7200';
const EVENT = {
  RequestType: 'Create',
  ResponseURL: URL,
  StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/OrderMails/guid',
  RequestId: 'request-1',
  ResourceType: 'Custom::SESEmailTemplates',
  LogicalResourceId: 'Welcome',
  ResourceProperties: { ServiceToken: 'arn:aws:lambda:…', Templates: {} },
};
const CREATE_FAILED = 'create-failed/request-1';

const NOW = Date.UTC(2026, 10, 24, 18, 45);

/** Sends an event to a handler with this lifecycle. Returns the answer, its time, and the log. */
async function handle(event: object, lifecycle: Partial<Lifecycle>, milliseconds = 870_000, expected = 1) {
  const clock = new VirtualClock();
  const answers: Array<{ url: string; at: number; body: Record<string, string> }> = [];
  const log: object[] = [];
  const unexpected = async () => { throw new Error('not this one'); };
  const handler = customResourceHandler({
    clock,
    timeOfDay: () => NOW + clock.now(),
    log: entry => log.push(entry),
    deliver: async (url, body) => void answers.push({ url, at: clock.now(), body: JSON.parse(body) }),
    lifecycle: { create: unexpected, update: unexpected, delete: unexpected, ...lifecycle },
  });
  await clock.run(handler(event, { getRemainingTimeInMillis: () => milliseconds }));
  expect(answers).toHaveLength(expected);
  expect(JSON.stringify(log)).not.toContain('s3cr3t');
  return { ...answers[0], log, clock };
}

describe('a response', () => {
  test('to a successful request repeats the request\'s ids and has the physical id', async () => {
    const { url, body } = await handle(EVENT, { create: async () => 'welcome' });
    expect(url).toBe(URL);
    expect(body).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'welcome',
      StackId: EVENT.StackId,
      RequestId: 'request-1',
      LogicalResourceId: 'Welcome',
    });
  });

  test('to a failed Create has an id that makes the following Delete a no-op', async () => {
    const { body } = await handle(EVENT, { create: async () => { throw new Error('template \'welcome\' already exists'); } });
    expect(body).toMatchObject({ Status: 'FAILED', Reason: 'template \'welcome\' already exists', PhysicalResourceId: CREATE_FAILED });
    const deletion = { ...EVENT, RequestType: 'Delete', PhysicalResourceId: body.PhysicalResourceId };
    expect((await handle(deletion, {})).body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: CREATE_FAILED });
  });

  test('to a failed Create that left something behind has an id that makes the Delete clean up', async () => {
    const { body } = await handle(EVENT, { create: async () => { throw Object.assign(new Error('no'), { leftBehind: true }); } });
    expect(body.PhysicalResourceId).toBe('create-failed/incomplete/request-1');
    const deleted: Array<[string | undefined, boolean]> = [];
    const deletion = { ...EVENT, RequestType: 'Delete', PhysicalResourceId: body.PhysicalResourceId };
    await handle(deletion, { delete: async (request, ofFailedCreate) => void deleted.push([request.physicalResourceId, ofFailedCreate]) });
    expect(deleted).toEqual([['create-failed/incomplete/request-1', true]]);
  });

  test('to a failed Update keeps the physical id; otherwise CloudFormation would delete the template', async () => {
    const update = { ...EVENT, RequestType: 'Update', PhysicalResourceId: 'welcome', OldResourceProperties: {} };
    const { body } = await handle(update, { update: async () => { throw new Error('drift'); } });
    expect(body).toMatchObject({ Status: 'FAILED', Reason: 'drift', PhysicalResourceId: 'welcome' });
  });

  test('to an Update may have another id, for a replacement', async () => {
    const update = { ...EVENT, RequestType: 'Update', PhysicalResourceId: 'old', OldResourceProperties: { old: 'x' } };
    const seen: TimedRequest[] = [];
    const { body } = await handle(update, { update: async request => { seen.push(request); return 'new'; } });
    expect(body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'new' });
    expect(seen[0]).toMatchObject({ type: 'Update', physicalResourceId: 'old', oldProperties: { old: 'x' } });
  });

  test('to a Delete keeps the id', async () => {
    const deletion = { ...EVENT, RequestType: 'Delete', PhysicalResourceId: 'welcome' };
    expect((await handle(deletion, { delete: async () => {} })).body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'welcome' });
  });

  test('is sent before the function\'s time is up, even if the lifecycle hangs', async () => {
    const { body, at } = await handle(EVENT, { create: () => new Promise(() => {}) }, 870_000);
    expect(body).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'create-failed/incomplete/request-1',
      Reason: 'the deployment function ran out of time before it could finish or undo its changes; '
        + 'CloudFormation now sends a Delete for what it created',
    });
    expect(at).toBe(855_000);
    const update = { ...EVENT, RequestType: 'Update', PhysicalResourceId: 'welcome', OldResourceProperties: {} };
    expect((await handle(update, { update: () => new Promise(() => {}) }, 4_000))).toMatchObject({
      at: 3_250, body: { Status: 'FAILED', PhysicalResourceId: 'welcome', Reason: expect.stringContaining('rollback restores') },
    });
  });

  test('is due from the lifecycle well before that', async () => {
    const deadlines: number[] = [];
    await handle(EVENT, { create: async ({ deadline }) => { deadlines.push(deadline); return 'welcome'; } });
    expect(deadlines).toEqual([850_000]);
  });

  test('never contains the response address, nor does the log', async () => {
    const { body } = await handle(EVENT, { create: async () => { throw new Error(`could not reach ${URL} (X-Amz-Signature=s3cr3t/x&X-Amz-Expires=7200)`); } });
    expect(body.Reason).toBe('could not reach [ResponseURL] ([ResponseURL])');
  });

  test('is not delayed by a timer that is no longer needed', async () => {
    const { clock } = await handle(EVENT, { create: async () => 'welcome' });
    expect(clock.now()).toBe(0);
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('no task waits for the clock');
  });
});

describe('a malformed request', () => {
  test.each<[string, object, string]>([
    ['an unknown type', { RequestType: 'Upsert' }, 'RequestType must be one of Create, Update, Delete'],
    ['no stack', { StackId: '' }, 'StackId must be a non-empty string'],
    ['no properties', { ResourceProperties: undefined }, 'ResourceProperties must be an object'],
    ['an Update without the old properties', { RequestType: 'Update', PhysicalResourceId: 'x' }, 'OldResourceProperties must be an object'],
    ['a Delete without an id', { RequestType: 'Delete' }, 'PhysicalResourceId must be a non-empty string'],
  ])('(%s) gets a failure as response', async (_what, wrong, message) => {
    const { body } = await handle({ ...EVENT, ...wrong }, {});
    expect(body).toMatchObject({ Status: 'FAILED', Reason: `malformed custom resource request: ${message}` });
  });

  test('without an address makes the function fail, and its error quotes nothing', async () => {
    const handler = customResourceHandler({
      clock: new VirtualClock(), timeOfDay: () => NOW, log: () => {}, deliver: async () => {}, lifecycle: undefined as unknown as Lifecycle,
    });
    await expect(handler({ ...EVENT, ResponseURL: 'ftp://secret' }, { getRemainingTimeInMillis: () => 1_000 }))
      .rejects.toThrow(new Error('malformed custom resource request: ResponseURL must be an HTTP or HTTPS address'));
  });
});

describe('a request that waited in Lambda\'s queue', () => {
  const sent = (secondsAgo: number) => {
    const date = new Date(NOW - secondsAgo * 1_000).toISOString().replace(/[-:]|\.\d+/g, '');
    return { ...EVENT, ResponseURL: `${URL}&X-Amz-Date=${date}&X-Amz-Expires=7200` };
  };

  test('has less time, counted from when CloudFormation sent it', async () => {
    const seen: TimedRequest[] = [];
    await handle(sent(400), { create: async request => { seen.push(request); return 'welcome'; } });
    expect(seen[0]).toMatchObject({ sentAt: new Date(NOW - 400_000), arrivedAt: new Date(NOW), waited: 400_000, deadline: 480_000 });
  });

  test('for longer than CloudFormation waits is neither processed nor answered', async () => {
    const { log } = await handle(sent(900), {}, 870_000, 0);
    expect(log).toEqual([{ message: 'the request arrived too late; ignoring it', waitedSeconds: 900, requestId: 'request-1' }]);
  });

  test('has all its time if it did not wait, even if clocks differ', async () => {
    const seen: TimedRequest[] = [];
    await handle(sent(-5), { create: async request => { seen.push(request); return 'welcome'; } });
    expect(seen[0]).toMatchObject({ waited: 0, deadline: 850_000 });
  });
});
