import { awsClients } from '../../../lambda/aws/clients';
import { awsRetryPolicy } from '../../../lambda/aws/retry-policy';
import { SesTags, templateArns } from '../../../lambda/aws/ses-tags';
import { SesTemplates } from '../../../lambda/aws/ses-templates';
import { systemClock } from '../../../lambda/pacing/clock';
import { mayHaveTakenEffect } from '../../../lambda/pacing/errors';
import { Lanes } from '../../../lambda/pacing/lane';
import { LocalAws, startLocalAws } from '../../../local/server';
import { LocalSesOptions } from '../../../local/ses';
import { pointAwsAt } from '../../support/aws-environment';

let aws: LocalAws;

/** The templates of a local SES, through the real client, with a timeout for calls. */
const templates = async (...options: Parameters<typeof stores>) => (await stores(...options)).store;

/** The templates of a local SES and their tags. */
async function stores(options: LocalSesOptions = {}, patience = 3_000, idleTimeout?: number) {
  aws = await startLocalAws({ ses: { callsPerSecond: 100, jitterMs: 9, ...options } });
  pointAwsAt(aws.endpoint);
  const began = systemClock.now();
  const policy = awsRetryPolicy({ clock: systemClock, random: Math.random, interval: 10, began, deadline: () => began + patience });
  const clients = awsClients(idleTimeout);
  const arnOf = templateArns('arn:aws:cloudformation:us-east-1:123456789012:stack/Shop/0');
  return {
    store: new SesTemplates(clients.ses, new Lanes(systemClock, 100), policy),
    tags: new SesTags(clients, new Lanes(systemClock, 100), policy, arnOf),
  };
}

afterEach(async () => aws.close());

const WELCOME = { name: 'welcome', parts: { Subject: 'Welcome', Html: '<p>Hi</p>', Text: undefined } };
const outcomes = () => aws.ses.calls.map(({ operation, outcome }) => `${operation} ${outcome}`);

test('a template is created, read, updated and deleted; an update removes omitted parts', async () => {
  const store = await templates();
  expect(await store.create(WELCOME)).toBe('created');
  expect(await store.get('welcome')).toEqual(WELCOME.parts);
  expect(await store.update({ name: 'welcome', parts: { Subject: 'Hello', Text: 'Hi' } })).toBe('updated');
  expect(await store.get('welcome')).toEqual({ Subject: 'Hello', Html: undefined, Text: 'Hi' });
  await store.delete('welcome');
  expect(await store.get('welcome')).toBeUndefined();
  expect(outcomes().at(-1)).toBe('GetTemplate TemplateDoesNotExist');
});

test('an unexpected state in SES is a result, not an error', async () => {
  const store = await templates();
  await store.create(WELCOME);
  expect(await store.create(WELCOME)).toBe('exists');
  expect(await store.update({ name: 'other', parts: WELCOME.parts })).toBe('gone');
  await expect(store.delete('other')).resolves.toBeUndefined();
});

test('a refused rendering is a result, not an error', async () => {
  const store = await templates();
  await store.create({ name: 'welcome', parts: { Subject: 'Hi {{name}}', Text: '{{#each orders}}{{id}}{{/each}}' } });
  expect(await store.testRender('welcome', '{"name":"Ada","orders":[{"id":1}]}')).toBe('rendered');
  expect(await store.testRender('welcome', '{"orders":[]}')).toEqual({ refused: 'Attribute \'name\' is not present in the rendering data.' });
  expect(await store.testRender('welcome', '[')).toEqual({ refused: 'Template rendering data is invalid' });
  expect(await store.testRender('other', '{}')).toBe('gone');
  await expect(store.testRender('welcome', `{"name":"${'x'.repeat(262_144)}"}`)).rejects.toThrow(/^TestRenderTemplate of 'welcome' failed with /);
});

test('a create whose response was lost after it took effect is unsure who created the template', async () => {
  const store = await templates();
  aws.ses.faults.add({ kind: 'reset-after', operation: 'CreateTemplate', times: 1 });
  expect(await store.create(WELCOME)).toBe('unsure');
});

test('a create whose response breaks off is unsure who created the template', async () => {
  const store = await templates();
  aws.ses.faults.add({ kind: 'reset-midway', operation: 'CreateTemplate', times: 1 });
  expect(await store.create(WELCOME)).toBe('unsure');
});

test.each([
  ['silent-before', 'created'], ['silent-after', 'unsure'], ['silent-midway', 'unsure'],
] as const)('a call whose connection falls silent with %s is abandoned and retried: %s', async (kind, outcome) => {
  const store = await templates({}, 10_000, 200);
  aws.ses.faults.add({ kind, times: 1 });
  expect(await store.create(WELCOME)).toBe(outcome);
  expect(aws.ses.calls).toHaveLength(2);
});

test.each(['reset-before', 'internal-error', 'throttle', 'deny'] as const)('a call succeeds after a %s', async kind => {
  const store = await templates();
  aws.ses.faults.add({ kind, times: 3 });
  expect(await store.create(WELCOME)).toBe('created');
  expect(aws.ses.calls).toHaveLength(4);
});

test('calls succeed although nine of ten are refused', async () => {
  const store = await templates({}, 10_000);
  aws.ses.faults.add({ kind: 'throttle', when: nth => nth % 10 !== 0 });
  expect(await Promise.all(['a', 'b', 'c'].map(async name => store.create({ ...WELCOME, name })))).toEqual(['created', 'created', 'created']);
});

test('calls keep to the quota, and lanes run in parallel', async () => {
  const store = await templates({ callsPerSecond: 50 });
  await Promise.all(['a', 'b', 'c'].flatMap(name => [store.create({ ...WELCOME, name }), store.get(name)]));
  expect(outcomes().filter(outcome => outcome.endsWith('Throttling')).length).toBeLessThanOrEqual(6);
  expect(aws.ses.templates.list()).toHaveLength(3);
});

test('the quota of templates is a final error, with advice', async () => {
  const store = await templates({ maxTemplates: 0 });
  await expect(store.create(WELCOME)).rejects.toThrow(
    /^CreateTemplate of 'welcome' failed with LimitExceededException: .* \(an account can have 20,000 templates per Region: delete unused ones\)$/,
  );
  expect(aws.ses.calls).toHaveLength(1);
});

test('a refusal is reported with the text of SES and not retried', async () => {
  const store = await templates();
  await expect(store.create({ name: 'no-subject', parts: { Text: 'Hi' } })).rejects.toThrow(/^CreateTemplate of 'no-subject' failed with .*subject must be specified/);
  expect(aws.ses.calls).toHaveLength(1);
});

test('a call fails at the deadline and says whether it may have taken effect', async () => {
  const store = await templates({}, 100);
  aws.ses.faults.add({ kind: 'reset-after' });
  const error = await store.update(WELCOME).catch((reason: Error) => reason);
  expect(error).toMatchObject({ name: 'DeadlineError' });
  expect(mayHaveTakenEffect(error)).toBe(true);
});

describe('tags', () => {
  const TAGS = new Map([['team', 'shop'], ['cost centre', 'a=b/ü@example.com']]);

  test('are set, listed and removed, and an update of the template leaves them', async () => {
    const { store, tags } = await stores();
    await store.create(WELCOME);
    expect(await tags.listTags('welcome')).toEqual(new Map());
    expect(await tags.setTags('welcome', TAGS)).toBe('done');
    await store.update(WELCOME);
    expect(await tags.listTags('welcome')).toEqual(TAGS);
    expect(await tags.removeTags('welcome', ['team', 'never set'])).toBe('done');
    expect(await tags.listTags('welcome')).toEqual(new Map([['cost centre', 'a=b/ü@example.com']]));
  });

  test('of a template that does not exist are not found', async () => {
    const { tags } = await stores();
    expect(await tags.listTags('welcome')).toBe('gone');
    expect(await tags.setTags('welcome', TAGS)).toBe('gone');
    expect(await tags.removeTags('welcome', ['team'])).toBe('gone');
  });

  test('are set again when SES throttles, fails or does not respond', async () => {
    const { store, tags } = await stores();
    await store.create(WELCOME);
    for (const kind of ['throttle', 'internal-error', 'reset-after'] as const) {
      aws.ses.faults.add({ operation: 'TagResource', kind, times: 1 });
      expect(await tags.setTags('welcome', TAGS)).toBe('done');
    }
    expect(aws.ses.templates.get('welcome')?.Tags).toEqual(Object.fromEntries(TAGS));
    expect(outcomes().filter(outcome => outcome.startsWith('TagResource'))).toEqual([
      'TagResource TooManyRequestsException', 'TagResource ok', 'TagResource InternalServiceErrorException', 'TagResource ok', 'TagResource ok', 'TagResource ok',
    ]);
  });

  test('that SES refuses are an error with its reason', async () => {
    const { store, tags } = await stores();
    await store.create(WELCOME);
    await expect(tags.setTags('welcome', new Map([['team', 'x'.repeat(257)]]))).rejects.toThrow(
      'TagResource of \'welcome\' failed with BadRequestException: The value of a tag must have at most 256 characters.');
  });
});
