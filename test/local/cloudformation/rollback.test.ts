import { custom, Harness, harness, template } from './support';

const FAILED = { Status: 'FAILED', Reason: 'no luck' };
const NO_LUCK = 'Received response status [FAILED] from custom resource. Message returned: no luck (RequestId: UUID)';

describe('a failed update', () => {
  test('rolls back updated resources and the failed one, with the properties swapped', async () => {
    const h = await deployed(template({ A: custom({ Size: 1 }), B: custom({ Size: 1, A: { Ref: 'A' } }), C: custom({ Size: 1, B: { Ref: 'B' } }) }));
    const result = await h.deploy(template({
      A: custom({ Size: 2 }),
      B: custom({ Size: 2, A: { Ref: 'A' } }, { Update: { answer: FAILED } }),
      C: custom({ Size: 2, B: { Ref: 'B' } }),
    }));
    expect(h.sequence()).toEqual([
      'Demo UPDATE_IN_PROGRESS: User Initiated',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
      'B UPDATE_IN_PROGRESS',
      `B UPDATE_FAILED: ${NO_LUCK}`,
      'Demo UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [B].',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
      'B UPDATE_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'Demo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Demo UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(h.requests().map(({ LogicalResourceId, ResourceProperties, OldResourceProperties }) =>
      `${LogicalResourceId}: ${OldResourceProperties.Size} to ${ResourceProperties.Size}`)).toEqual([
      'A: 1 to 2', 'B: 1 to 2', 'A: 2 to 1', 'B: 2 to 1',
    ]);
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', succeeded: false });
    const { resources } = h.cfn.list()[0];
    expect(Object.values(resources).map(({ logicalId, properties }) => [logicalId, properties.Size])).toEqual([
      ['Fn', undefined], ['A', '1'], ['B', '1'], ['C', '1'],
    ]);
  });

  test('leaves a stack that can be updated', async () => {
    const h = await deployed(template({ A: custom({ Size: 1 }) }));
    await h.deploy(template({ A: custom({ Size: 2 }, { Update: { answer: FAILED } }) }));
    h.forget();
    expect(await h.deploy(template({ A: custom({ Size: 2 }) }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(h.requests()[0]).toMatchObject({ RequestType: 'Update', OldResourceProperties: { Size: '1' }, ResourceProperties: { Size: '2' } });
  });

  test('deletes in the clean-up what it created, and what it failed to create', async () => {
    const h = await deployed(template({}));
    await h.deploy(template({
      New: custom(),
      Bad: custom({}, { Create: { answer: { ...FAILED, PhysicalResourceId: 'half-made' } } }, { DependsOn: 'New' }),
    }));
    expect(h.sequence()).toEqual([
      'Demo UPDATE_IN_PROGRESS: User Initiated',
      'New CREATE_IN_PROGRESS',
      'New CREATE_COMPLETE',
      'Bad CREATE_IN_PROGRESS',
      `Bad CREATE_FAILED: ${NO_LUCK}`,
      'Demo UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad].',
      'Demo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Bad DELETE_IN_PROGRESS',
      'Bad DELETE_COMPLETE',
      'New DELETE_IN_PROGRESS',
      'New DELETE_COMPLETE',
      'Demo UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(h.calls()).toEqual(['Create New', 'Create Bad', 'Delete Bad[half-made]', 'Delete New[id-of-New]']);
    expect(Object.keys(h.cfn.list()[0].resources)).toEqual(['Fn']);
  });

  test('rolls back a replacement: the Update has the new id, and the clean-up deletes the new resource', async () => {
    const h = await deployed(template({ A: custom({ Name: 'old' }, { Create: answer('old'), Update: answer('old') }) }));
    await h.deploy(template({
      A: custom({ Name: 'new' }, { Update: answer('new') }),
      Bad: custom({}, { Create: { answer: FAILED } }, { DependsOn: 'A' }),
    }));
    expect(h.calls()).toEqual(['Update A[old]', 'Create Bad', 'Update A[new]', 'Delete Bad[id-of-Bad]', 'Delete A[new]']);
    expect(h.sequence().slice(6)).toEqual([
      'Demo UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad].',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_IN_PROGRESS: Requested update required the provider to create a new physical resource',
      'A UPDATE_COMPLETE',
      'Demo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Bad DELETE_IN_PROGRESS',
      'Bad DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'Demo UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(h.requests()[4].ResourceProperties.Name).toBe('new');
    expect(h.cfn.list()[0].resources.A).toMatchObject({ physicalId: 'old', properties: { Name: 'old' } });
  });

  test('treats a FAILED response with another id as a replacement', async () => {
    const h = await deployed(template({ A: custom({ Name: 'old' }, { Create: answer('old'), Update: answer('old') }) }));
    await h.deploy(template({ A: custom({ Name: 'new' }, { Update: { answer: { ...FAILED, PhysicalResourceId: 'log-stream' } } }) }));
    expect(h.calls()).toEqual(['Update A[old]', 'Update A[log-stream]', 'Delete A[log-stream]']);
    expect(h.cfn.list()[0].resources.A.physicalId).toBe('old');
  });

  test('is stuck if a resource cannot be rolled back: it can only be destroyed', async () => {
    const h = await deployed(template({ A: custom({ Size: 1 }, { Update: { answer: FAILED } }) }));
    const result = await h.deploy(template({ A: custom({ Size: 2 }, { Update: { answer: FAILED } }), New: custom() }));
    expect(h.sequence().filter(line => !line.startsWith('New'))).toEqual([
      'Demo UPDATE_IN_PROGRESS: User Initiated',
      'A UPDATE_IN_PROGRESS',
      `A UPDATE_FAILED: ${NO_LUCK}`,
      expect.stringMatching(/^Demo UPDATE_ROLLBACK_IN_PROGRESS: .*The following resource\(s\) failed to update: \[A\]\.$/),
      'A UPDATE_IN_PROGRESS',
      `A UPDATE_FAILED: ${NO_LUCK}`,
      'Demo UPDATE_ROLLBACK_FAILED: The following resource(s) failed to update: [A].',
    ]);
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_FAILED', succeeded: false });
    await expect(h.deploy(template({}))).rejects.toThrow('is in UPDATE_ROLLBACK_FAILED state and can not be updated. Destroy it first.');
    const [destroyed] = await h.cfn.destroy();
    expect(destroyed.status).toBe('DELETE_COMPLETE');
    expect(h.calls()).toContain('Delete New[' + h.requests().find(({ RequestType, LogicalResourceId }) =>
      RequestType === 'Delete' && LogicalResourceId === 'New').PhysicalResourceId + ']');
  });

  test('another ServiceToken is refused, and nothing is sent', async () => {
    const h = await deployed(template({ A: custom() }));
    await h.deploy({ Resources: { ...template({}).Resources, Other: template({}).Resources.Fn, A: custom({ ServiceToken: { 'Fn::GetAtt': ['Other', 'Arn'] } }) } });
    expect(h.sequence()).toContain('A UPDATE_FAILED: Modifying service token is not allowed.');
    expect(h.events.at(-1)!.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(h.calls()).toEqual([]);
    expect(h.cfn.list()[0].resources.A.status).toBe('CREATE_COMPLETE');
  });

  test('a Delete that fails in the clean-up does not fail the rollback', async () => {
    const h = await deployed(template({}));
    const result = await h.deploy(template({ Bad: custom({}, { Create: { answer: FAILED }, Delete: { answer: FAILED } }) }));
    expect(result).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE', statusReason: 'Update rollback successful. One or more resources could not be deleted.',
    });
  });

  test('restores the outputs', async () => {
    const demo = (size: number, script = {}) => template(
      { A: custom({ Size: size }, script), B: custom({ A: { Ref: 'A' }, Size: size }, size === 2 ? { Update: { answer: FAILED } } : {}) },
      { Outputs: { Size: { Value: size } } });
    const h = await deployed(demo(1));
    expect((await h.deploy(demo(2))).outputs).toEqual({ Size: '1' });
  });
});

describe('resources in progress when another one fails', () => {
  test('a Create is cancelled, and its Delete is sent at once, with a made-up id', async () => {
    const h = harness();
    await h.deploy(template({
      Slow: custom({}, { Create: { wait: 800 } }),
      Bad: custom({}, { Create: { answer: FAILED } }),
    }));
    const reason = h.events.find(({ status }) => status === 'ROLLBACK_IN_PROGRESS')!.reason;
    expect(h.sequence()).toContain('Slow CREATE_FAILED: Resource creation cancelled');
    expect(reason).toBe('The following resource(s) failed to create: [Bad, Slow]. Rollback requested by user.');
    expect(h.calls().filter(call => call.includes('Slow'))).toEqual([
      'Create Slow', expect.stringMatching(/^Delete Slow\[Demo-Slow-[0-9A-F]{12}\]$/),
    ]);
    expect(h.events.at(-1)!.status).toBe('ROLLBACK_COMPLETE');
  });

  test('an Update is cancelled and rolled back', async () => {
    const h = await deployed(template({ Slow: custom({ Size: 1 }), Bad: custom({ Size: 1 }) }));
    await h.deploy(template({
      Slow: custom({ Size: 2 }, { Update: { wait: 800 } }),
      Bad: custom({ Size: 2 }, { Update: { answer: FAILED } }),
    }));
    expect(h.sequence()).toContain('Slow UPDATE_FAILED: Resource update cancelled');
    expect(h.calls().filter(call => call.includes('Slow'))).toEqual(['Update Slow[id-of-Slow]', 'Update Slow[id-of-Slow]']);
    expect(h.events.at(-1)!.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

describe('several stacks', () => {
  test('values pass from one to another, and a failed stack stops the later ones', async () => {
    const h = harness();
    const first = template({ A: custom() }, { Outputs: { A: { Value: { Ref: 'A' }, Export: { Name: 'First:A' } } } });
    const second = template({ B: custom({ A: { 'Fn::ImportValue': 'First:A' } }, { Create: { answer: FAILED } }) });
    const results = await h.cfn.deploy(h.assembly({ First: first, Second: second, Third: template({}) }));
    expect(results.map(({ stackName, status }) => `${stackName} ${status}`)).toEqual(['First CREATE_COMPLETE', 'Second ROLLBACK_COMPLETE']);
    expect(h.requests()[1].ResourceProperties.A).toBe('id-of-A');
  });

  test('a selected stack is deployed with its dependencies and destroyed with its dependents', async () => {
    const h = harness();
    const assembly = h.assembly({ First: template({}), Second: template({}), Third: template({}) });
    expect((await h.cfn.deploy(assembly, { stacks: ['Second'] })).map(({ stackName }) => stackName)).toEqual(['First', 'Second']);
    expect((await h.cfn.destroy(['First'])).map(({ stackName }) => stackName)).toEqual(['Second', 'First']);
    await expect(h.cfn.deploy(assembly, { stacks: ['Fourth'] })).rejects.toThrow('The assembly has no stack Fourth; it has First, Second, Third');
  });

  test('a value that is not exported fails the resource that imports it', async () => {
    const h = harness();
    await h.deploy(template({ B: custom({ A: { 'Fn::ImportValue': 'Nobody:A' } }) }));
    expect(h.sequence()).toContain('B CREATE_FAILED: No export named Nobody:A found.');
  });
});

function answer(id: string) {
  return { answer: { PhysicalResourceId: id } };
}

async function deployed(demo: object): Promise<Harness> {
  const h = harness();
  await h.deploy(demo);
  h.forget();
  return h;
}
