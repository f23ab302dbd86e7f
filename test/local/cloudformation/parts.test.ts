import { Slots } from '../../../local/cloudformation/functions/slots';
import { parseResponse } from '../../../local/cloudformation/resources/response';
import { attributeOf, generatedId, physicalIdOf } from '../../../local/cloudformation/template/attributes';
import { environment } from '../../../local/cloudformation/template/environment';
import { reversed, walk } from '../../../local/cloudformation/template/graph';
import { changes, stringified } from '../../../local/cloudformation/template/properties';
import * as fc from '../../support/fast-check';

const request = { StackId: 'arn:stack', RequestId: 'request', LogicalResourceId: 'A' };
const good = { Status: 'SUCCESS', PhysicalResourceId: 'id', ...request };

describe('a response', () => {
  const parse = (response: unknown) => parseResponse(Buffer.from(typeof response === 'string' ? response : JSON.stringify(response)), request);

  test('of SUCCESS has the id and the data', () => {
    expect(parse({ ...good, Data: { Arn: 'x', Count: 3 } })).toEqual({ status: 'SUCCESS', physicalResourceId: 'id', data: { Arn: 'x', Count: 3 } });
  });

  test('of FAILED has the reason', () => {
    expect(parse({ ...good, Status: 'FAILED', Reason: 'no' })).toEqual({ status: 'FAILED', reason: 'no', physicalResourceId: 'id', data: {} });
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'Invalid Response object: not a valid JSON document'],
    ['a list', '[]', 'Invalid Response object: not a JSON object'],
    ['another status', { ...good, Status: 'FAILURE' }, "Invalid Response object: 'FAILURE' is not a valid ResponseStatus"],
    ['no status', { ...good, Status: undefined }, "Invalid Response object: 'undefined' is not a valid ResponseStatus"],
    ['no id', { ...good, PhysicalResourceId: undefined }, 'Invalid PhysicalResourceId'],
    ['an empty id', { ...good, PhysicalResourceId: '' }, 'Invalid PhysicalResourceId'],
    ['an id over 1 KB', { ...good, PhysicalResourceId: 'é'.repeat(513) }, 'Invalid PhysicalResourceId'],
    ['no StackId', { ...good, StackId: undefined }, 'Invalid Response object: StackId must be arn:stack, got: undefined'],
    ['another LogicalResourceId', { ...good, LogicalResourceId: 'B' }, 'Invalid Response object: LogicalResourceId must be A, got: "B"'],
    ['a Reason of null', { ...good, Reason: null }, 'Invalid Response object: Value of property Reason must be of type String'],
    ['FAILED without a Reason', { ...good, Status: 'FAILED' }, 'Invalid Response object: Reason is required when Status is FAILED'],
    ['Data that is no object', { ...good, Data: 'x' }, 'Value of property Data must be an object with String (or simple type) properties'],
  ])('with %s is refused', (_, response, message) => expect(() => parse(response)).toThrow(message));

  test('may have at most 4,096 bytes', () => {
    const filled = (size: number) => {
      const empty = JSON.stringify({ ...good, Reason: '' });
      return JSON.stringify({ ...good, Reason: 'x'.repeat(size - empty.length) });
    };
    expect(parse(filled(4_096)).status).toBe('SUCCESS');
    expect(() => parse(filled(4_097))).toThrow('Response object is too long.');
  });
});

describe('properties', () => {
  test('are strings for a custom resource, at any depth', () => {
    expect(stringified({ a: 1, b: [true, { c: 0.5 }], d: 'x' })).toEqual({ a: '1', b: ['true', { c: '0.5' }], d: 'x' });
  });

  test.each<[string, unknown, unknown, unknown]>([
    ['nothing', { a: { b: 1 } }, { a: { b: 1 } }, []],
    ['a value', { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, [{ path: 'a.b', old: 1, new: 3 }]],
    ['an item', { a: ['x', 'y'] }, { a: ['x', 'z'] }, [{ path: 'a.1', old: 'y', new: 'z' }]],
    ['a longer list', { a: ['x'] }, { a: ['x', 'y'] }, [{ path: 'a', old: ['x'], new: ['x', 'y'] }]],
    ['what came', {}, { a: { b: 1 } }, [{ path: 'a', new: { b: 1 } }]],
    ['what went', { a: 1 }, {}, [{ path: 'a', old: 1 }]],
    ['another kind', { a: 1 }, { a: { b: 1 } }, [{ path: 'a', old: 1, new: { b: 1 } }]],
  ])('differ by %s', (_, before, after, expected) => expect(changes(before, after)).toEqual(expected));

  test('do not differ from a copy with its keys in another order', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), value => {
      const shuffled = Object.fromEntries(Object.entries(structuredClone(value)).reverse());
      expect(changes(value, shuffled)).toEqual([]);
    }));
  });
});

describe('a walk', () => {
  test('visits every node once, after its dependencies', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 20 }), async edges => {
      // A node depends on nodes before it only, so there is no circle.
      const graph = new Map(edges.map((targets, index) => [`${index}`, new Set(targets.filter(target => target < index).map(String))]));
      for (const walked of [graph, reversed(graph)]) {
        const visited: string[] = [];
        await walk(walked, async id => {
          walked.get(id)!.forEach(dependency => expect(visited).toContain(dependency));
          visited.push(id);
          return true;
        });
        expect([...visited].sort()).toEqual([...graph.keys()].sort());
      }
    }));
  });

  test('skips only the dependents of a failed node', async () => {
    const visited: string[] = [];
    const graph = new Map([['a', []], ['b', ['a']], ['c', ['b']], ['d', ['a']]].map(([id, deps]) => [id as string, new Set(deps as string[])]));
    await walk(graph, async id => {
      visited.push(id);
      return id !== 'b';
    });
    expect(visited).toEqual(['a', 'b', 'd']);
  });
});

describe('ids and attributes', () => {
  const env = environment('eu-west-1', '111122223333');

  test('a generated id has CloudFormation\'s format and is the same each time', () => {
    expect(generatedId('Demo', 'arn:1', 'Welcome')).toMatch(/^Demo-Welcome-[0-9A-F]{12}$/);
    expect(generatedId('Demo', 'arn:1', 'Welcome')).toBe(generatedId('Demo', 'arn:1', 'Welcome'));
    expect(generatedId('Demo', 'arn:2', 'Welcome')).not.toBe(generatedId('Demo', 'arn:1', 'Welcome'));
  });

  test.each([
    ['AWS::Lambda::Function', 'Arn', 'arn:aws:lambda:eu-west-1:111122223333:function:generated'],
    ['AWS::IAM::Role', 'Arn', 'arn:aws:iam::111122223333:role/generated'],
    ['AWS::S3::Bucket', 'Arn', 'arn:aws:s3:::generated'],
    ['AWS::SNS::Topic', 'TopicArn', 'arn:aws:sns:eu-west-1:111122223333:generated'],
    ['AWS::Logs::LogGroup', 'Arn', 'arn:aws:logs:eu-west-1:111122223333:log-group:generated:*'],
    ['AWS::Foo::Bar', 'Arn', 'Thing.Arn'],
    ['AWS::S3::Bucket', 'DomainName', 'Thing.DomainName'],
  ])('%s has the %s %s', (type, attribute, expected) => {
    const physicalId = physicalIdOf(type, {}, 'generated', env);
    expect(attributeOf(type, 'Thing', physicalId, attribute, env)).toBe(expected);
  });

  test('a name in the template is the physical id', () => {
    expect(physicalIdOf('AWS::Lambda::Function', { FunctionName: 'mine' }, 'generated', env)).toBe('mine');
    expect(physicalIdOf('AWS::SNS::Topic', { TopicName: 'mine' }, 'generated', env)).toBe('arn:aws:sns:eu-west-1:111122223333:mine');
  });
});

test('slots limit how many tasks run, and run all of them in order', async () => {
  const slots = new Slots(2);
  let running = 0;
  let most = 0;
  const done = await Promise.all([...Array(7).keys()].map(index => slots.run(async () => {
    most = Math.max(most, ++running);
    await new Promise(resolve => setImmediate(resolve));
    running--;
    return index;
  })));
  expect(most).toBe(2);
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
