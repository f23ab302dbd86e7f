import { custom, harness, template } from './support';

test('shows what a deployment would create, update and delete, without changing anything', async () => {
  const h = harness();
  await h.deploy(template({
    A: custom({ Size: 1, Deep: { Colour: 'red' } }),
    B: custom({ A: { Ref: 'A' } }),
    Old: custom(),
  }));
  h.forget();
  const [diff] = await h.cfn.diff(h.assembly({
    Demo: template({
      A: custom({ Size: 2, Deep: { Colour: 'red', Shape: 'round' } }),
      B: custom({ A: { Ref: 'A' } }),
      New: custom({ Old: { 'Fn::GetAtt': ['A', 'Colour'] }, Topic: { Ref: 'Topic' } }),
      Topic: { Type: 'AWS::SNS::Topic' },
    }),
  }));
  expect(diff).toMatchObject({ stackName: 'Demo', change: 'update' });
  expect(diff.resources).toEqual([
    {
      logicalId: 'A',
      path: 'Demo/A/Default',
      type: 'Custom::Thing',
      change: 'update',
      properties: [{ path: 'Size', old: '1', new: '2' }, { path: 'Deep.Shape', new: 'round' }],
    },
    {
      logicalId: 'New',
      path: 'Demo/New/Default',
      type: 'Custom::Thing',
      change: 'create',
      properties: [
        { path: 'ServiceToken', new: expect.stringMatching(/^arn:aws:lambda:/) },
        { path: 'Old', new: '${A.Colour}' },
        { path: 'Topic', new: '${Topic}' },
      ],
    },
    { logicalId: 'Topic', path: 'Demo/Topic/Default', type: 'AWS::SNS::Topic', change: 'create', properties: [] },
    { logicalId: 'Old', path: 'Demo/Old/Default', type: 'Custom::Thing', change: 'delete', properties: [] },
  ]);
  expect(h.events).toEqual([]);
  expect(h.calls()).toEqual([]);
});

test('the deployed template has no difference', async () => {
  const h = harness();
  const demo = template({ A: custom({ Size: 1 }) });
  await h.deploy(demo);
  expect(await h.cfn.diff(h.assembly({ Demo: demo }))).toEqual([{ stackName: 'Demo', change: 'none', resources: [] }]);
});

test('a stack that does not exist, or whose creation failed, is created', async () => {
  const h = harness();
  await h.deploy(template({ A: custom({}, { Create: { answer: { Status: 'FAILED', Reason: 'no luck' } } }) }));
  const diffs = await h.cfn.diff(h.assembly({ Demo: template({}), Other: template({}) }));
  expect(diffs.map(({ stackName, change, resources }) => [stackName, change, resources.map(resource => resource.change)])).toEqual([
    ['Demo', 'create', ['create']], ['Other', 'create', ['create']],
  ]);
});

test('a changed output is an update without resources', async () => {
  const h = harness();
  await h.deploy(template({}));
  expect(await h.cfn.diff(h.assembly({ Demo: template({}, { Outputs: { X: { Value: 'x' } } }) }))).toEqual([
    { stackName: 'Demo', change: 'update', resources: [] },
  ]);
});
