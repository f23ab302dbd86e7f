import { Lazy, Token } from 'aws-cdk-lib';
import { Content } from '../../../lambda/reconcile/content';
import { Verifier, VerifierContext } from '../../../lambda/reconcile/verifier';
import { EmailContent, EmailSampleData, EmailTemplate } from '../../../src';
import { sampleDataProblem, sortedCopy } from '../../../src/templates/private/sample-data';
import * as fc from '../../support/fast-check';
import { templatesProperties, testStack } from '../../support/synth';

class Order {
  public readonly id = 1;
}

test('any JSON object is valid sample data', () => {
  fc.assert(fc.property(fc.jsonValue(), data => {
    // JSON knows no -0 either: it is written as 0.
    expect(sampleDataProblem({ data: JSON.parse(JSON.stringify(data)) }, { verified: true })).toBeUndefined();
  }));
});

test('an object without a prototype, and one used in two places, are valid', () => {
  const shared = { city: 'Łódź' };
  expect(sampleDataProblem(Object.assign(Object.create(null), { from: shared, to: shared }), { verified: true })).toBeUndefined();
});

test('the order of its keys changes neither the asset nor the fingerprint: Java gives a Map.of another one in each process', () => {
  const properties = (sampleData: Record<string, unknown>) => {
    const stack = testStack();
    new EmailTemplate(stack, 'Welcome', { subject: 'Hi', text: EmailContent.fromInline('{{name}}'), sampleData: EmailSampleData.fromObject(sampleData) });
    return templatesProperties(stack);
  };

  expect(properties({ orders: [{ paid: true, id: 1 }], name: 'Ada', __proto__: null }))
    .toEqual(properties({ name: 'Ada', orders: [{ id: 1, paid: true }] }));
});

test('a sorted copy has the same data', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), data => {
    const same = JSON.parse(JSON.stringify(data));
    expect(sortedCopy(data)).toEqual(same);
  }));
});

const cyclic: Record<string, unknown> = { name: 'Ada' };
cyclic.orders = [{ by: cyclic }];
// eslint-disable-next-line no-sparse-arrays
const sparse = [1, , 3];

test.each([
  ['undefined', { user: { name: undefined } }, 'sampleData.user.name must be plain JSON, got: undefined'],
  ['a hole in a list', { items: sparse }, 'sampleData.items[1] must be plain JSON, got: undefined'],
  ['a function', { items: [{ total: () => 1 }] }, 'sampleData.items[0].total must be plain JSON, got: function'],
  ['a bigint', { total: BigInt(1) }, 'sampleData.total must be plain JSON, got: bigint'],
  ['not a number', { total: NaN }, 'sampleData.total must be plain JSON, got: NaN'],
  ['infinity', { total: -Infinity }, 'sampleData.total must be plain JSON, got: -Infinity'],
  ['a date', { at: new Date(0) }, 'sampleData.at must be plain JSON, got: an object of class Date'],
  ['a map', { tags: new Map() }, 'sampleData.tags must be plain JSON, got: an object of class Map'],
  ['an object of a class', { order: new Order() }, 'sampleData.order must be plain JSON, got: an object of class Order'],
  ['a cycle', cyclic, 'sampleData.orders[0].by must be plain JSON, got: a circular reference'],
  ['a string token', { url: `https://${Lazy.string({ produce: () => 'x' })}` }, 'sampleData.url must be plain JSON, got: a CDK token'],
  ['a number token', { port: Token.asNumber({ Ref: 'Port' }) }, 'sampleData.port must be plain JSON, got: a CDK token'],
  ['a number token in a string', { url: `:${Token.asNumber({ Ref: 'Port' })}` }, 'sampleData.url must be plain JSON, got: a CDK token'],
  ['a list token', { zones: Token.asList({ Ref: 'Zones' }) }, 'sampleData.zones must be plain JSON, got: a CDK token'],
  ['a list token in a string', { zones: `${Token.asList({ Ref: 'Zones' })}` }, 'sampleData.zones must be plain JSON, got: a CDK token'],
  ['a token of an object', { order: Lazy.any({ produce: () => ({}) }) }, 'sampleData.order must be plain JSON, got: a CDK token'],
  ['half of an emoji', { user: { name: 'Ada \ud83d' } }, 'sampleData.user.name must be valid Unicode, got: the lone surrogate \\ud83d at index 4, half of a character; cut text at whole characters, for example with Array.from(text)'],
  ['half of an emoji as a key', { user: { '\ud83d': 1 } }, 'sampleData.user must be valid Unicode, got: the lone surrogate \\ud83d at index 0, half of a character, in the key "\\ud83d"; cut text at whole characters, for example with Array.from(text)'],
  ['a token as a key', { [Lazy.string({ produce: () => 'x' })]: 1 }, 'sampleData must be plain JSON, got: a CDK token as a key'],
])('%s is refused, with its position', (_, data, problem) => {
  expect(sampleDataProblem(data, { verified: true })).toBe(problem);
});

test.each([[1_000, undefined], [1_001, 'sampleData must be at most 1000 levels deep, got: more']])('of %i levels: %j', (levels, problem) => {
  const deep = '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
  expect(sampleDataProblem(JSON.parse(deep), { verified: true })).toBe(problem);
});

describe('the length', () => {
  /** Data with this number of characters (not bytes) of JSON, in which a line break takes two. */
  const dataOf = (length: number) => ({ a: 'é\n'.padEnd(length - '{"a":""}'.length - 1, 'x') });

  test.each<[number, boolean, string | undefined]>([
    [262_144, false, undefined],
    [262_145, false, 'sampleData must be at most 262144 characters of JSON, got: 262145'],
    [262_094, true, undefined],
    [262_095, true, 'sampleData must be at most 262094 characters of JSON, because the deployment adds 50 to verify the template, got: 262095; shorten it, or set verifyOnDeploy: false'],
    [262_145, true, 'sampleData must be at most 262094 characters of JSON, because the deployment adds 50 to verify the template, got: 262145; shorten it, or set verifyOnDeploy: false'],
  ])('of %i characters (verified when deployed: %s): %j', (length, verified, problem) => {
    expect(JSON.stringify(dataOf(length))).toHaveLength(length);
    expect(sampleDataProblem(dataOf(length), { verified })).toBe(problem);
  });

  test('is that of the data that the deployment sends to verify the template', async () => {
    const sent: string[] = [];
    const store = { testRender: async (_: string, data: string) => { sent.push(data); return 'rendered' as const; } };
    const verifier = new Verifier({ store, interval: 1 } as unknown as VerifierContext);
    await verifier.verifyLive({ name: 'welcome', parts: {}, sampleData: dataOf(262_094) } as Content, false);
    await verifier.verifyLive({ name: 'welcome', parts: {}, sampleData: { ...dataOf(200_000), amazonSESUnsubscribeUrl: 'https://example.com' } } as Content, false);
    expect(sent.map(data => data.length)).toEqual([262_144, 200_000 + ',"amazonSESUnsubscribeUrl":"https://example.com","ses:openTracker":""'.length]);
  });

  test('may reach the limit of SES if the template is not verified', () => {
    const add = (verifyOnDeploy?: boolean) => new EmailTemplate(testStack(), 'Welcome', {
      subject: 'Hi', text: EmailContent.fromInline('Hi'), sampleData: EmailSampleData.fromObject(dataOf(262_144)), verifyOnDeploy,
    });
    expect(() => add(false)).not.toThrow();
    expect(() => add()).toThrow('OrderMails/Welcome: sampleData must be at most 262094 characters of JSON');
  });
});
