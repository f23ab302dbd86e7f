import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, CfnCondition, CfnOutput, CustomResource, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Harness, harness } from './support';

test('a synthesized CDK app is deployed, updated and destroyed', async () => {
  const h = harness();
  const results = await h.cfn.deploy(synthesize(h, 'red'));
  expect(results.map(({ stackName, status, failures }) => [stackName, status, failures])).toEqual([
    ['Producer', 'CREATE_COMPLETE', []], ['Consumer', 'CREATE_COMPLETE', []],
  ]);
  expect(results[1].outputs).toEqual({ Colour: 'red' });
  const [create] = h.requests();
  expect(create.ResourceProperties).toEqual({
    ServiceToken: expect.stringMatching(/^arn:aws:lambda:us-east-1:123456789012:function:Producer-Fn/),
    ServiceTimeout: '900',
    Topic: expect.stringMatching(/^arn:aws:sns:us-east-1:123456789012:Producer-Topic/),
    Set: expect.stringMatching(/^Producer-Set/),
    Text: 'in us-east-1',
    Count: '3',
    Script: expect.any(String),
  });
  expect(h.events.find(({ type, status }) => type === 'Custom::Thing' && status === 'CREATE_COMPLETE')!.path).toBe('Producer/Resource/Default');

  h.forget();
  await h.cfn.deploy(synthesize(h, 'blue'));
  expect(h.calls()).toEqual(['Update Resource[id-of-Resource]']);
  expect((await h.cfn.destroy()).map(({ stackName, status }) => `${stackName} ${status}`)).toEqual(['Consumer DELETE_COMPLETE', 'Producer DELETE_COMPLETE']);
});

function synthesize(h: Harness, colour: string): string {
  // Every assembly of the harness contains the scripted function.
  const code = path.join(h.assembly({}), 'asset.function');
  const app = new App({ outdir: fs.mkdtempSync(path.join(h.folder, 'cdk.out-')) });
  const producer = new Stack(app, 'Producer');
  const fn = new Function(producer, 'Fn', { code: Code.fromAsset(code), handler: 'index.handler', runtime: Runtime.NODEJS_22_X, timeout: Duration.minutes(14) });
  const never = new CfnCondition(producer, 'Never', { expression: Fn.conditionEquals(producer.region, 'nowhere') });
  const answer = { answer: { Data: { Colour: colour } } };
  const resource = new CustomResource(producer, 'Resource', {
    resourceType: 'Custom::Thing',
    serviceToken: fn.functionArn,
    serviceTimeout: Duration.minutes(15),
    removalPolicy: RemovalPolicy.DESTROY,
    properties: {
      Topic: new Topic(producer, 'Topic').topicArn,
      Set: new ConfigurationSet(producer, 'Set').configurationSetName,
      Text: `in ${producer.region}`,
      Count: 3,
      Gone: Fn.conditionIf(never.logicalId, 'there', { Ref: 'AWS::NoValue' }),
      Script: JSON.stringify({ Create: answer, Update: answer }),
    },
  });
  const consumer = new Stack(app, 'Consumer');
  new Topic(consumer, 'Topic');
  new CfnOutput(consumer, 'Colour', { value: resource.getAttString('Colour') });
  return app.synth().directory;
}
