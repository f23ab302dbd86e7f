import * as fs from 'node:fs';
import { custom, Harness, harness, template } from './support';
import { NativeResource, StackEvent } from '../../../local/cloudformation';

describe('between runs', () => {
  test('stacks, physical ids and properties are kept', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({ Size: 1 }) }));
    await h.restart();
    expect(h.cfn.stacks('Demo')).toMatchObject({ stackName: 'Demo', stackId: expect.stringContaining(':stack/Demo/'), status: 'CREATE_COMPLETE' });
    h.forget();
    await h.deploy(template({ A: custom({ Size: 2 }) }));
    expect(h.requests()[0]).toMatchObject({ PhysicalResourceId: 'id-of-A', OldResourceProperties: { Size: '1' }, ResourceProperties: { Size: '2' } });
    await h.restart();
    await h.cfn.destroy();
    await h.restart();
    expect(h.cfn.list()).toEqual([]);
    expect(h.calls()).toEqual(['Update A[id-of-A]', 'Delete A[id-of-A]']);
  });

  test('an operation that was interrupted leaves a stack that can be destroyed', async () => {
    const h = harness();
    const deployment = h.deploy(template({ A: custom({}, { Create: { hang: true } }) }));
    while (h.calls().length === 0) await new Promise(resolve => setTimeout(resolve, 10));
    await Promise.all([
      expect(deployment).rejects.toThrow('The local CloudFormation was closed while it waited for request '),
      h.restart(),
    ]);
    h.forget();
    await expect(h.deploy(template({}))).rejects.toThrow('is in CREATE_IN_PROGRESS state and can not be updated. Destroy it first.');
    await h.cfn.destroy();
    expect(h.calls()).toEqual([expect.stringMatching(/^Delete A\[Demo-A-[0-9A-F]{12}\]$/)]);
    expect(h.cfn.list()).toEqual([]);
  });
});

describe('while an operation runs', () => {
  test('the status of a stack is that of the moment, by name and by id', async () => {
    const statuses = new Set<string>();
    const h: Harness = harness({
      onEvent: ({ stackName }: StackEvent) => {
        const { stackId, status } = h.cfn.stacks(stackName)!;
        expect(h.cfn.stacks(stackId)!.status).toBe(status);
        statuses.add(status);
      },
    });
    await h.deploy(template({ A: custom({ Size: 1 }) }));
    await h.deploy(template({ A: custom({ Size: 2 }, { Update: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) }));
    await h.cfn.destroy();
    expect([...statuses]).toEqual([
      'CREATE_IN_PROGRESS', 'CREATE_COMPLETE',
      'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE',
      'DELETE_IN_PROGRESS', 'DELETE_COMPLETE',
    ]);
  });
});

test('a stack\'s template is the one that an operation leads to: in a rollback, the old one', async () => {
  const seen = new Set<string>();
  const h: Harness = harness({
    onEvent: ({ stackName, type, status }: StackEvent) => {
      const { A } = h.cfn.stacks(stackName)!.template.Resources!;
      if (type === 'AWS::CloudFormation::Stack') seen.add(`${status}: ${JSON.stringify(A.Properties!.Size)}`);
    },
  });
  await h.deploy(template({ A: custom({ Size: 1 }) }));
  await h.deploy(template({ A: custom({ Size: 2 }) }));
  await h.deploy(template({ A: custom({ Size: 3 }, { Update: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) }));
  await h.cfn.destroy();
  expect([...seen]).toEqual([
    'CREATE_IN_PROGRESS: 1', 'CREATE_COMPLETE: 1',
    'UPDATE_IN_PROGRESS: 2', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 2', 'UPDATE_COMPLETE: 2',
    'UPDATE_IN_PROGRESS: 3',
    'UPDATE_ROLLBACK_IN_PROGRESS: 2', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 2', 'UPDATE_ROLLBACK_COMPLETE: 2',
    'DELETE_IN_PROGRESS: 2', 'DELETE_COMPLETE: 2',
  ]);
});

describe('published assets', () => {
  const bucket = 'assets-123456789012-us-east-1';

  test('of earlier assemblies stay, whatever becomes of those', async () => {
    const h = harness();
    const first = h.assembly({ Demo: template({}) }, { 'one.json': '{"one":1}' });
    await h.cfn.deploy(first);
    fs.rmSync(first, { recursive: true });
    await h.cfn.deploy(h.assembly({ Demo: template({}, { Description: 'changed' }) }, { 'two.json': '{"two":2}' }));
    await h.restart();
    expect(h.cfn.objects(bucket, 'one.json')?.toString()).toBe('{"one":1}');
    expect(h.cfn.objects(bucket, 'two.json')?.toString()).toBe('{"two":2}');
    await h.cfn.destroy();
  });

  test.each([
    ['a key that is not there', bucket, 'three.json'],
    ['another bucket', 'other', 'one.json'],
    ['a path out of the folder', '..', 'stacks/Demo.json'],
    ['the code of a function', bucket, 'function.zip'],
  ])('do not hold %s', async (_, name, key) => {
    const h = harness();
    await h.cfn.deploy(h.assembly({ Demo: template({}) }, { 'one.json': '{}' }));
    expect(h.cfn.objects(name, key)).toBeUndefined();
  });
});

describe('native resources', () => {
  const made = new Map<string, unknown>();
  const native: NativeResource = {
    create: async (properties, generatedName) => {
      if (properties.Size === 'huge') throw new Error('too big');
      const name = String(properties.Name ?? generatedName);
      made.set(name, properties.Size);
      return { physicalId: name, attributes: { Colour: 'red' } };
    },
    update: async (physicalId, properties, previous, generatedName) => {
      if (properties.Name !== previous.Name) return native.create(properties, generatedName);
      made.set(physicalId, properties.Size);
      return { physicalId, attributes: { Colour: 'blue' } };
    },
    delete: async physicalId => {
      made.delete(physicalId);
    },
  };
  const thing = (properties: object) => ({ Type: 'AWS::Local::Thing', Properties: properties });

  test('are created, updated, replaced and deleted', async () => {
    const h = harness({ native: { 'AWS::Local::Thing': native } });
    const outputs = { Outputs: { Colour: { Value: { 'Fn::GetAtt': ['T', 'Colour'] } } } };
    expect((await h.deploy(template({ T: thing({ Size: 1 }) }, outputs))).outputs).toEqual({ Colour: 'red' });
    const [generated] = made.keys();
    expect(generated).toMatch(/^Demo-T-[0-9A-F]{12}$/);
    expect((await h.deploy(template({ T: thing({ Size: 2 }) }, outputs))).outputs).toEqual({ Colour: 'blue' });
    expect([...made]).toEqual([[generated, 2]]);
    await h.deploy(template({ T: thing({ Size: 2, Name: 'mine' }) }, outputs));
    expect([...made]).toEqual([['mine', 2]]);
    await h.cfn.destroy();
    expect(made.size).toBe(0);
  });

  test('fail with the words of what they threw, and roll the stack back', async () => {
    const h = harness({ native: { 'AWS::Local::Thing': native } });
    const result = await h.deploy(template({ Good: thing({}), T: { ...thing({ Size: 'huge' }), DependsOn: 'Good' } }));
    expect(h.sequence()).toContain('T CREATE_FAILED: Resource handler returned message: "too big"');
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(made.size).toBe(0);
  });
});
