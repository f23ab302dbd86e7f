import { custom, harness, template } from './support';

const FAILED = { Status: 'FAILED', Reason: 'no luck' };
const NO_LUCK = 'Received response status [FAILED] from custom resource. Message returned: no luck (RequestId: UUID)';

describe('creating a stack', () => {
  test('creates dependencies first, and reports each status', async () => {
    const h = harness();
    const result = await h.deploy(template({
      B: custom({ A: { Ref: 'A' } }),
      A: custom(),
    }, { Outputs: { B: { Value: { Ref: 'B' } } } }));
    expect(h.sequence()).toEqual([
      'Demo CREATE_IN_PROGRESS: User Initiated',
      'Fn CREATE_IN_PROGRESS',
      'Fn CREATE_COMPLETE',
      'A CREATE_IN_PROGRESS',
      'A CREATE_COMPLETE',
      'B CREATE_IN_PROGRESS',
      'B CREATE_COMPLETE',
      'Demo CREATE_COMPLETE',
    ]);
    expect(result).toMatchObject({ stackName: 'Demo', status: 'CREATE_COMPLETE', succeeded: true, changed: true, outputs: { B: 'id-of-B' }, failures: [] });
    expect(h.events.map(({ path }) => path)).toContain('Demo/A/Default');
  });

  test('creates independent resources at the same time', async () => {
    const h = harness();
    await h.deploy(template({ A: custom(), B: custom() }));
    const [first, second] = h.sequence().slice(3);
    expect([first, second].sort()).toEqual(['A CREATE_IN_PROGRESS', 'B CREATE_IN_PROGRESS']);
  });

  test('a failed Create is followed by a Delete with the id of the failure', async () => {
    const h = harness();
    const result = await h.deploy(template({
      A: custom(),
      B: custom({}, { Create: { answer: { ...FAILED, PhysicalResourceId: 'half-made' } } }, { DependsOn: 'A' }),
      C: custom({}, {}, { DependsOn: 'B' }),
    }));
    expect(h.sequence()).toEqual([
      'Demo CREATE_IN_PROGRESS: User Initiated',
      'Fn CREATE_IN_PROGRESS',
      'Fn CREATE_COMPLETE',
      'A CREATE_IN_PROGRESS',
      'A CREATE_COMPLETE',
      'B CREATE_IN_PROGRESS',
      `B CREATE_FAILED: ${NO_LUCK}`,
      'Demo ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [B]. Rollback requested by user.',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'Fn DELETE_IN_PROGRESS',
      'Fn DELETE_COMPLETE',
      'Demo ROLLBACK_COMPLETE',
    ]);
    expect(h.calls()).toEqual(['Create A', 'Create B', 'Delete B[half-made]', 'Delete A[id-of-A]']);
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', succeeded: false });
    expect(result.failures.map(({ logicalId }) => logicalId)).toEqual(['B']);
  });

  test('a failed Delete fails the rollback, and the dependencies of the resource stay', async () => {
    const h = harness();
    const result = await h.deploy(template({
      A: custom(),
      B: custom({}, { Delete: { answer: FAILED } }, { DependsOn: 'A' }),
      C: custom({}, { Create: { answer: FAILED } }, { DependsOn: 'B' }),
    }));
    expect(h.sequence().slice(-6)).toEqual([
      'Demo ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [C]. Rollback requested by user.',
      'C DELETE_IN_PROGRESS',
      'C DELETE_COMPLETE',
      'B DELETE_IN_PROGRESS',
      `B DELETE_FAILED: ${NO_LUCK}`,
      'Demo ROLLBACK_FAILED: The following resource(s) failed to delete: [B].',
    ]);
    expect(result.status).toBe('ROLLBACK_FAILED');
    expect(Object.keys(h.cfn.list()[0].resources).sort()).toEqual(['A', 'B', 'Fn']);
  });

  test('an attribute missing from the response fails the resource that uses it', async () => {
    const h = harness();
    await h.deploy(template({
      A: custom({}, { Create: { answer: { Data: { Colour: 'red' } } } }),
      B: custom({ Size: { 'Fn::GetAtt': ['A', 'Size'] } }),
    }));
    expect(h.sequence().slice(5)).toEqual([
      "B CREATE_FAILED: CustomResource attribute error: Vendor response doesn't contain Size attribute in object "
      + 'arn:aws:cloudformation:us-east-1:123456789012:stack/Demo/UUID|A|UUID',
      'Demo ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [B]. Rollback requested by user.',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'Fn DELETE_IN_PROGRESS',
      'Fn DELETE_COMPLETE',
      'Demo ROLLBACK_COMPLETE',
    ]);
    expect(h.calls()).toEqual(['Create A', 'Delete A[id-of-A]']);
  });

  test('an attribute missing from the response fails the stack whose output uses it', async () => {
    const h = harness();
    const result = await h.deploy(template({ A: custom() }, { Outputs: { Size: { Value: { 'Fn::GetAtt': ['A', 'Size'] } } } }));
    expect(h.sequence()[5]).toBe("Demo ROLLBACK_IN_PROGRESS: CustomResource attribute error: Vendor response doesn't contain Size attribute in object "
      + 'arn:aws:cloudformation:us-east-1:123456789012:stack/Demo/UUID|A|UUID. Rollback requested by user.');
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', outputs: {} });
  });

  test('Retain keeps a resource in a rollback, RetainExceptOnCreate does not', async () => {
    const h = harness();
    await h.deploy(template({
      Kept: custom({}, {}, { DeletionPolicy: 'Retain' }),
      Gone: custom({}, {}, { DeletionPolicy: 'RetainExceptOnCreate', DependsOn: 'Kept' }),
      Bad: custom({}, { Create: { answer: FAILED } }, { DependsOn: 'Gone' }),
    }));
    expect(h.calls().slice(3)).toEqual(['Delete Bad[id-of-Bad]', 'Delete Gone[id-of-Gone]']);
    expect(h.sequence()).toContain('Kept DELETE_SKIPPED');
  });

  test('a stack whose creation failed is deleted and created again by the next deployment', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({}, { Create: { answer: FAILED } }) }));
    h.forget();
    const result = await h.deploy(template({ A: custom() }));
    expect(h.sequence()).toEqual([
      'Demo DELETE_IN_PROGRESS: User Initiated',
      'Demo DELETE_COMPLETE',
      'Demo CREATE_IN_PROGRESS: User Initiated',
      'Fn CREATE_IN_PROGRESS',
      'Fn CREATE_COMPLETE',
      'A CREATE_IN_PROGRESS',
      'A CREATE_COMPLETE',
      'Demo CREATE_COMPLETE',
    ]);
    expect(result.status).toBe('CREATE_COMPLETE');
  });
});

describe('updating a stack', () => {
  test('sends an Update only to resources whose properties changed', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({ Size: 1 }), B: custom({ Size: 1 }) }));
    h.forget();
    const result = await h.deploy(template({ A: custom({ Size: 2 }), B: custom({ Size: 1 }), C: custom() }, { Outputs: { C: { Value: { Ref: 'C' } } } }));
    expect(h.sequence().filter(line => !line.startsWith('C'))).toEqual([
      'Demo UPDATE_IN_PROGRESS: User Initiated',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
      'Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Demo UPDATE_COMPLETE',
    ]);
    expect(h.calls().sort()).toEqual(['Create C', 'Update A[id-of-A]']);
    expect(h.requests().find(({ RequestType }) => RequestType === 'Update')).toMatchObject({
      ResourceProperties: { Size: '2' }, OldResourceProperties: { Size: '1' },
    });
    expect(result).toMatchObject({ status: 'UPDATE_COMPLETE', succeeded: true, changed: true, outputs: { C: 'id-of-C' } });
  });

  test('the same template is not an update', async () => {
    const h = harness();
    const demo = template({ A: custom({ Size: 1 }) });
    await h.deploy(demo);
    h.forget();
    expect(await h.deploy(demo)).toMatchObject({ status: 'CREATE_COMPLETE', succeeded: true, changed: false });
    expect(h.events).toEqual([]);
  });

  test('a changed attribute reaches the resources that use it', async () => {
    const h = harness();
    const demo = (colour: string) => template({
      A: custom({ Colour: colour }, { Create: { answer: { Data: { Colour: colour } } }, Update: { answer: { Data: { Colour: colour } } } }),
      B: custom({ Colour: { 'Fn::GetAtt': ['A', 'Colour'] } }),
    });
    await h.deploy(demo('red'));
    await h.deploy(demo('blue'));
    expect(h.requests()[3]).toMatchObject({
      RequestType: 'Update', LogicalResourceId: 'B', ResourceProperties: { Colour: 'blue' }, OldResourceProperties: { Colour: 'red' },
    });
  });

  test('a changed physical id is a replacement: the clean-up deletes the old one, with the old properties', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({ Name: 'old' }) }));
    h.forget();
    await h.deploy(template({ A: custom({ Name: 'new' }, { Update: { answer: { PhysicalResourceId: 'another' } } }), B: custom({ A: { Ref: 'A' } }) }));
    expect(h.sequence()).toEqual([
      'Demo UPDATE_IN_PROGRESS: User Initiated',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_IN_PROGRESS: Requested update required the provider to create a new physical resource',
      'A UPDATE_COMPLETE',
      'B CREATE_IN_PROGRESS',
      'B CREATE_COMPLETE',
      'Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'Demo UPDATE_COMPLETE',
    ]);
    expect(h.calls()).toEqual(['Update A[id-of-A]', 'Create B', 'Delete A[id-of-A]']);
    expect(h.requests()[1].ResourceProperties.A).toBe('another');
    expect(h.requests()[2].ResourceProperties.Name).toBe('old');
    expect(h.cfn.list()[0].resources.A.physicalId).toBe('another');
  });

  test('UpdateReplacePolicy Retain keeps the old resource', async () => {
    const h = harness();
    const replaced = (name: string) => custom({ Name: name }, { Update: { answer: { PhysicalResourceId: name } } }, { UpdateReplacePolicy: 'Retain' });
    await h.deploy(template({ A: replaced('old') }));
    h.forget();
    await h.deploy(template({ A: replaced('new') }));
    expect(h.calls()).toEqual(['Update A[id-of-A]']);
    expect(h.sequence().slice(-3)).toEqual(['Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'A DELETE_SKIPPED', 'Demo UPDATE_COMPLETE']);
  });

  test('the clean-up deletes resources that are no longer in the template, dependents first', async () => {
    const h = harness();
    await h.deploy(template({ A: custom(), B: custom({ A: { Ref: 'A' } }), Kept: custom({}, {}, { DeletionPolicy: 'RetainExceptOnCreate' }) }));
    h.forget();
    await h.deploy(template({}));
    expect(h.sequence().filter(line => line !== 'Kept DELETE_SKIPPED')).toEqual([
      'Demo UPDATE_IN_PROGRESS: User Initiated',
      'Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'Demo UPDATE_COMPLETE',
    ]);
    expect(h.sequence()).toContain('Kept DELETE_SKIPPED');
    expect(Object.keys(h.cfn.list()[0].resources)).toEqual(['Fn']);
  });

  test('a Delete that fails in the clean-up does not fail the update', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({}, { Delete: { answer: FAILED } }) }));
    h.forget();
    const result = await h.deploy(template({}));
    expect(h.sequence().slice(-3)).toEqual([
      'A DELETE_IN_PROGRESS',
      `A DELETE_FAILED: ${NO_LUCK}`,
      'Demo UPDATE_COMPLETE: Update successful. One or more resources could not be deleted.',
    ]);
    expect(result).toMatchObject({ status: 'UPDATE_COMPLETE', succeeded: true });
    expect(Object.keys(h.cfn.list()[0].resources)).toEqual(['Fn']);
  });

  test('a resource whose condition becomes false is deleted', async () => {
    const h = harness();
    const demo = (stage: string) => template({ A: custom({}, {}, { Condition: 'IsProduction' }) }, {
      Parameters: { Stage: { Type: 'String', Default: stage } },
      Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] } },
    });
    await h.deploy(demo('production'));
    await h.deploy(demo('test'));
    expect(h.calls()).toEqual(['Create A', 'Delete A[id-of-A]']);
  });
});

describe('deleting a stack', () => {
  test('deletes dependents first, keeps retained resources, and removes the stack', async () => {
    const h = harness();
    await h.deploy(template({ A: custom(), B: custom({ A: { Ref: 'A' } }, {}, { DeletionPolicy: 'Retain' }) }));
    h.forget();
    const [result] = await h.cfn.destroy();
    expect(h.sequence()).toEqual([
      'Demo DELETE_IN_PROGRESS: User Initiated',
      'B DELETE_SKIPPED',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'Fn DELETE_IN_PROGRESS',
      'Fn DELETE_COMPLETE',
      'Demo DELETE_COMPLETE',
    ]);
    expect(result).toMatchObject({ status: 'DELETE_COMPLETE', succeeded: true });
    expect(h.cfn.list()).toEqual([]);
    expect(h.cfn.stacks('Demo')).toBeUndefined();
  });

  test('a failed Delete leaves the stack, which can be destroyed again but not updated', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({}, { Delete: { answer: FAILED } }) }));
    h.forget();
    const [result] = await h.cfn.destroy(['Demo']);
    expect(h.sequence()).toEqual([
      'Demo DELETE_IN_PROGRESS: User Initiated',
      'A DELETE_IN_PROGRESS',
      `A DELETE_FAILED: ${NO_LUCK}`,
      'Demo DELETE_FAILED: The following resource(s) failed to delete: [A].',
    ]);
    expect(result.succeeded).toBe(false);
    await expect(h.deploy(template({}))).rejects.toThrow(
      /^Stack:arn:aws:cloudformation:us-east-1:123456789012:stack\/Demo\/[0-9a-f-]+ is in DELETE_FAILED state and can not be updated. Destroy it first.$/);
    h.forget();
    await h.cfn.destroy(['Demo']);
    expect(h.calls()).toEqual(['Delete A[id-of-A]']);
  });

  test('refuses a stack that does not exist', async () => {
    await expect(harness().cfn.destroy(['Nobody'])).rejects.toThrow('Stack with id Nobody does not exist');
  });
});

describe('what is refused before anything is changed', () => {
  test.each([
    ['a nested stack', { Inner: { Type: 'AWS::CloudFormation::Stack' } }, {},
      'Stack Demo, resource Inner: the local CloudFormation does not support nested stacks'],
    ['a transform', {}, { Transform: 'AWS::Serverless-2016-10-31' },
      'Stack Demo uses Transform "AWS::Serverless-2016-10-31": the local CloudFormation does not support macros'],
    ['a custom resource without ServiceToken', { A: { Type: 'Custom::Thing' } }, {}, 'Stack Demo, resource A: Custom::Thing has no ServiceToken'],
    ['a reference that leads nowhere', { A: custom({ X: { Ref: 'Nobody' } }) }, {},
      'Stack Demo: Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template'],
    ['a circle', { A: custom({ X: { Ref: 'B' } }), B: custom({ X: { 'Fn::Sub': '${A.Colour}' } }) }, {},
      'Stack Demo: Circular dependency between resources: [A, B]'],
  ])('%s', async (_, resources, rest, message) => {
    const h = harness();
    await expect(h.deploy(template(resources, rest))).rejects.toThrow(message);
    expect(h.events).toEqual([]);
    expect(h.cfn.list()).toEqual([]);
  });

  test('another type under the same logical id', async () => {
    const h = harness();
    await h.deploy(template({ A: custom() }));
    h.forget();
    await expect(h.deploy(template({ A: { Type: 'AWS::SNS::Topic' } }))).rejects.toThrow(
      'Stack Demo: Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]');
    expect(h.events).toEqual([]);
  });

  test('a second operation on the same stack', async () => {
    const h = harness();
    const first = h.deploy(template({ A: custom() }));
    await expect(h.deploy(template({}))).rejects.toThrow('Stack Demo is in CREATE_IN_PROGRESS state and can not be updated.');
    expect((await first).status).toBe('CREATE_COMPLETE');
  });
});
