import * as fs from 'node:fs';
import { custom, Harness, harness, template } from './support';
import { LocalCloudFormationOptions, NativeResource, StackEvent } from '../../../local/cloudformation';

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

  test('an interrupted operation leaves a stack that can be destroyed', async () => {
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
  test('the current status of a stack is found by name and by id', async () => {
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

test('a stack\'s template is the target of the operation: in a rollback, the old one', async () => {
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

test('a stack\'s template stays the one that failed during the rollback, as an option', async () => {
  const seen: string[] = [];
  const h: Harness = harness({
    rollbackShowsFailedTemplate: true,
    onEvent: ({ stackName, type, status }: StackEvent) => {
      const { A } = h.cfn.stacks(stackName)!.template.Resources!;
      if (type === 'AWS::CloudFormation::Stack') seen.push(`${status}: ${JSON.stringify(A.Properties!.Size)}`);
    },
  });
  await h.deploy(template({ A: custom({ Size: 2 }) }));
  await h.deploy(template({ A: custom({ Size: 3 }, { Update: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) }));
  await h.cfn.destroy();
  expect(seen.slice(3)).toEqual([
    'UPDATE_ROLLBACK_IN_PROGRESS: 3', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 3', 'UPDATE_ROLLBACK_COMPLETE: 2',
    'DELETE_IN_PROGRESS: 2', 'DELETE_COMPLETE: 2',
  ]);
});

test('the events of a stack are kept, newest first, and each resource has its status before its function gets a request', async () => {
  const h: Harness = harness();
  await h.deploy(template({ A: custom({ Size: 1 }) }));
  await h.deploy(template({ A: custom({ Size: 2 }, { Update: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) }));
  await h.restart();
  const events = h.cfn.stacks('Demo')!.events.filter(({ logicalId }) => logicalId !== 'Fn').reverse();
  expect(events.map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
    'Demo CREATE_IN_PROGRESS', 'A CREATE_IN_PROGRESS', 'A CREATE_COMPLETE', 'Demo CREATE_COMPLETE',
    'Demo UPDATE_IN_PROGRESS', 'A UPDATE_IN_PROGRESS', 'A UPDATE_FAILED', 'Demo UPDATE_ROLLBACK_IN_PROGRESS', 'A UPDATE_IN_PROGRESS', 'A UPDATE_COMPLETE',
    'Demo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'Demo UPDATE_ROLLBACK_COMPLETE',
  ]);
  expect(events[6]).toEqual({
    logicalId: 'A', physicalId: 'id-of-A', type: 'Custom::Thing', status: 'UPDATE_FAILED', timestamp: expect.any(Date), reason: expect.stringContaining('no luck'),
  });
});

describe('the times of a stack', () => {
  const minutes = (date?: Date) => date && (date.getTime() - START) / 60_000;
  const START = Date.UTC(2026, 10, 24);
  let now = START;
  /** What DescribeStacks says whenever the stack's status changes; each change takes a minute. */
  const watched = (options: Partial<LocalCloudFormationOptions> = {}) => {
    const seen: string[] = [];
    now = START;
    const h: Harness = harness({
      now: () => now,
      onEvent: ({ stackName, type, status, timestamp }: StackEvent) => {
        if (type !== 'AWS::CloudFormation::Stack') return;
        const { creationTime, lastUpdatedTime, deletionTime } = h.cfn.stacks(stackName)!;
        expect(timestamp.getTime()).toBe(now);
        seen.push(`${status} ${[creationTime, lastUpdatedTime, deletionTime].map(minutes).join(' ')}`);
        now += 60_000;
      },
      ...options,
    });
    return { h, seen };
  };
  const failing = template({ A: custom({ Size: 2 }, { Update: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) });

  test('are those of the creation, of the start of the last update, and of the start of the deletion', async () => {
    const { h, seen } = watched();
    await h.deploy(template({ A: custom({ Size: 1 }) }));
    await h.deploy(failing);
    await h.cfn.destroy();
    expect(seen).toEqual([
      'CREATE_IN_PROGRESS 0  ', 'CREATE_COMPLETE 0  ',
      'UPDATE_IN_PROGRESS 0 2 ', 'UPDATE_ROLLBACK_IN_PROGRESS 0 2 ',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS 0 2 ', 'UPDATE_ROLLBACK_COMPLETE 0 2 ',
      'DELETE_IN_PROGRESS 0 2 6', 'DELETE_COMPLETE 0 2 6',
    ]);
  });

  test('include a deletion time when the creation is rolled back', async () => {
    const { h, seen } = watched();
    await h.deploy(template({ A: custom({}, { Create: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) }));
    expect(seen).toEqual(['CREATE_IN_PROGRESS 0  ', 'ROLLBACK_IN_PROGRESS 0  1', 'ROLLBACK_COMPLETE 0  1']);
  });

  test('can change with the rollback of an update, as an option', async () => {
    const { h, seen } = watched({ rollbackMovesLastUpdatedTime: true });
    await h.deploy(template({ A: custom({ Size: 1 }) }));
    await h.deploy(failing);
    expect(seen.slice(-3)).toEqual([
      'UPDATE_ROLLBACK_IN_PROGRESS 0 3 ', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS 0 3 ', 'UPDATE_ROLLBACK_COMPLETE 0 3 ',
    ]);
  });

  test('are kept between runs', async () => {
    const { h } = watched();
    await h.deploy(template({}));
    const before = h.cfn.stacks('Demo');
    await h.restart();
    expect(h.cfn.stacks('Demo')).toEqual(before);
  });
});

test('the parameters of a stack have the values that it was deployed with', async () => {
  const h = harness();
  await h.deploy(template({}, {
    Parameters: { Stage: { Type: 'String', Default: 'prod' }, Key: { Type: 'String', Default: 'x', NoEcho: true }, None: { Type: 'String' } },
  }));
  expect(h.cfn.stacks('Demo')!.parameters).toEqual({ Stage: 'prod', Key: '****' });
});

describe('the resources of a stack', () => {
  const named = (id: string) => {
    const answering = { answer: { PhysicalResourceId: id } };
    return custom({ Name: id }, { Create: answering, Update: answering });
  };

  test('have their old id until the replacement exists; removed ones are listed until the clean-up', async () => {
    const seen: string[] = [];
    const h: Harness = harness({
      onEvent: ({ stackName, logicalId, status }: StackEvent) => {
        const resources = h.cfn.stacks(stackName)!.resources.filter(({ type }) => type.startsWith('Custom::'));
        seen.push(`${logicalId} ${status}: ${resources.map(resource => `${resource.logicalId}=${resource.physicalId}`).join(' ')}`);
      },
    });
    await h.deploy(template({ A: named('a1'), Gone: named('gone'), Kept: { ...named('kept'), DeletionPolicy: 'Retain' } }));
    seen.length = 0;

    await h.deploy(template({ A: named('a2') }));

    expect(seen).toEqual([
      'Demo UPDATE_IN_PROGRESS: A=a1 Gone=gone Kept=kept',
      'A UPDATE_IN_PROGRESS: A=a1 Gone=gone Kept=kept',
      'A UPDATE_IN_PROGRESS: A=a1 Gone=gone Kept=kept',
      'A UPDATE_COMPLETE: A=a2 Gone=gone Kept=kept',
      'Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: A=a2 Gone=gone Kept=kept',
      expect.anything(), expect.anything(), expect.anything(), expect.anything(), expect.anything(),
      'Demo UPDATE_COMPLETE: A=a2',
    ]);
  });

  test('have the status and the time of their last change', async () => {
    let now = Date.UTC(2026, 10, 24);
    const h = harness({ now: () => now });
    await h.deploy(template({ A: named('a1') }));
    now += 60_000;
    await h.deploy(template({ A: named('a2'), B: custom() }));
    const { resources } = h.cfn.stacks('Demo')!;
    expect(resources.map(({ logicalId, status, timestamp }) => [logicalId, status, timestamp.toISOString().slice(11, 16)])).toEqual([
      ['A', 'UPDATE_COMPLETE', '00:01'], ['B', 'CREATE_COMPLETE', '00:01'], ['Fn', 'CREATE_COMPLETE', '00:00'],
    ]);
  });
});

describe('published assets', () => {
  const bucket = 'assets-123456789012-us-east-1';

  test('of earlier assemblies are kept, even if the assemblies are deleted', async () => {
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
  ])('do not include %s', async (_, name, key) => {
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

  test('fail with the message of the error, and roll the stack back', async () => {
    const h = harness({ native: { 'AWS::Local::Thing': native } });
    const result = await h.deploy(template({ Good: thing({}), T: { ...thing({ Size: 'huge' }), DependsOn: 'Good' } }));
    expect(h.sequence()).toContain('T CREATE_FAILED: Resource handler returned message: "too big"');
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(made.size).toBe(0);
  });
});
