import { custom, harness, masked, Script, scriptedFunction, template } from './support';
import { CustomResourceEvent } from '../../../local/cloudformation';

const ARN = 'arn:aws:cloudformation:us-east-1:123456789012:stack/Demo/UUID';

describe('the event', () => {
  test('of a Create, an Update and a Delete', async () => {
    const h = harness();
    const demo = (size: number) => template({
      A: custom({ Size: size, On: true, Deep: { List: [1, { Off: false }] }, Gone: { Ref: 'AWS::NoValue' }, ServiceTimeout: 60 }),
    });
    await h.deploy(demo(1));
    await h.deploy(demo(2));
    await h.cfn.destroy();
    const serviceToken = 'arn:aws:lambda:us-east-1:123456789012:function:Demo-Fn-' + h.requests()[0].ServiceToken.slice(-12);
    const properties = (Size: string) => ({ ServiceToken: serviceToken, ServiceTimeout: '60', Size, On: 'true', Deep: { List: ['1', { Off: 'false' }] } });
    const common = {
      ServiceToken: serviceToken,
      ResponseURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/cloudformation-custom-resource-response\/arn%3Aaws%3A.*\?X-Amz-Algorithm=.*&X-Amz-Signature=[0-9a-f]{64}$/),
      StackId: ARN,
      RequestId: 'UUID',
      LogicalResourceId: 'A',
      ResourceType: 'Custom::Thing',
    };
    expect(JSON.parse(masked(JSON.stringify(h.requests())))).toEqual([
      { ...common, RequestType: 'Create', ResourceProperties: properties('1') },
      { ...common, RequestType: 'Update', PhysicalResourceId: 'id-of-A', ResourceProperties: properties('2'), OldResourceProperties: properties('1') },
      { ...common, RequestType: 'Delete', PhysicalResourceId: 'id-of-A', ResourceProperties: properties('2') },
    ]);
    expect(new Set(h.requests().map(({ RequestId }) => RequestId)).size).toBe(3);
  });

  test('has no null values', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({ Deep: { Nothing: null } }) }));
    expect(h.sequence()).toContain('A CREATE_FAILED: Null values are not allowed in templates, at Properties/Deep/Nothing');
  });
});

describe('the function', () => {
  test('gets its configuration and the AWS endpoint in its environment, and nothing else of this process', async () => {
    const h = harness({ environment: { EXTRA: 'more' }, endpoint: () => 'http://127.0.0.1:4566' });
    process.env.NOT_FOR_FUNCTIONS = 'secret';
    await h.deploy({
      Resources: {
        Fn: scriptedFunction({ Environment: { Variables: { REGION: { Ref: 'AWS::Region' }, COUNT: 3 } }, FunctionName: 'named', MemorySize: 512 }),
        A: custom({}, { Create: { print: 'environment' } }),
      },
    });
    const variables = JSON.parse(h.logs.find(({ line }) => line.startsWith('{"'))!.line);
    expect(variables).toMatchObject({
      REGION: 'us-east-1',
      COUNT: '3',
      EXTRA: 'more',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'named',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_ACCESS_KEY_ID: 'LOCAL',
    });
    expect(variables).not.toHaveProperty('NOT_FOR_FUNCTIONS');
    expect(variables).not.toHaveProperty('NODE_OPTIONS');
  });

  test('gets a context that returns its remaining time', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({}, { Create: { print: 'context' } }) }));
    const [, context, remaining] = /^(\{.*\})(\d+)$/.exec(h.logs.find(({ line }) => line.startsWith('{"'))!.line)!;
    expect(JSON.parse(context)).toMatchObject({
      functionName: expect.stringMatching(/^Demo-Fn-/),
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      invokedFunctionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1:123456789012:function:Demo-Fn-/),
    });
    expect(Number(remaining)).toBeGreaterThan(50_000);
    expect(Number(remaining)).toBeLessThanOrEqual(60_000);
  });

  test('runs its next invocation in the same process, but not after one that failed', async () => {
    const h = harness({ timers: { retryDelays: [10, 10] } });
    const logStreams = () => h.logs.flatMap(({ line }) => /^\{.*"logStreamName":"([^"]+)"/.exec(line)?.[1] ?? []);
    await h.deploy(template({ A: custom({}, { Create: { print: 'context' } }) }));
    await h.deploy(template({ A: custom({ Size: 2 }, { Update: { print: 'context', throwOnce: 'a hiccup' } }) }));
    const [create, failed, again] = logStreams();
    expect(failed).toBe(create);
    expect(again).not.toBe(failed);
  });

  test('runs a few invocations at a time; the others wait', async () => {
    const h = harness({ concurrency: 1 });
    await h.deploy(template({ A: custom({}, { Create: { wait: 150 } }), B: custom({}, { Create: { wait: 150 } }) }));
    const completed = h.events.filter(({ status, type }) => status === 'CREATE_COMPLETE' && type === 'Custom::Thing').map(({ timestamp }) => timestamp.getTime());
    expect(completed[1] - completed[0]).toBeGreaterThanOrEqual(150);
  });

  test('may be inline code', async () => {
    const h = harness();
    const code = "exports.handler = event => new Promise(resolve => require('node:http').request(event.ResponseURL, { method: 'PUT' }, resolve).end("
      + "JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'inline', StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId })));";
    const result = await h.deploy({
      Resources: { Fn: scriptedFunction({ Code: { ZipFile: code } }), A: custom() }, Outputs: { A: { Value: { Ref: 'A' } } },
    });
    expect(result.failures.map(({ reason }) => reason)).toEqual([]);
    expect(result.outputs).toEqual({ A: 'inline' });
  });

  test.each([
    ['another runtime', { Runtime: 'python3.13' }, 'Function Fn of stack Demo has the runtime python3.13: the local CloudFormation runs only Node.js'],
    ['code that nobody published', { Code: { S3Bucket: 'b', S3Key: 'k.zip' } }, 'Function Fn of stack Demo: no assembly published a folder as s3://b/k.zip'],
  ])('%s fails the resource, and nothing is sent', async (_, properties, reason) => {
    const h = harness();
    const result = await h.deploy({ Resources: { Fn: scriptedFunction(properties), A: custom() } });
    expect(h.sequence()).toContain(`A CREATE_FAILED: ${reason}`);
    expect(result.status).toBe('ROLLBACK_COMPLETE');
  });

  test('an unknown ServiceToken fails the resource', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({ ServiceToken: 'arn:aws:sns:us-east-1:123456789012:topic' }) }));
    expect(h.sequence()).toContain(
      'A CREATE_FAILED: Function not found: arn:aws:sns:us-east-1:123456789012:topic: the local CloudFormation runs only functions of its own stacks');
  });
});

describe('a function that fails', () => {
  test('is attempted three times in all, like an asynchronous invocation in Lambda', async () => {
    const h = harness({ timers: { serviceTimeout: shortOnce(200) } });
    await h.deploy(template({ A: custom({}, { Create: { throw: 'broken' } }) }));
    expect(h.calls().filter(call => call.startsWith('Create'))).toEqual(['Create A', 'Create A', 'Create A']);
    expect(platformLines(h)).toEqual(Array(3).fill(expect.stringMatching(/^RequestId: UUID Error: \{"errorType":"TypeError","errorMessage":"broken","stack":/)));
  });

  test('succeeds when a later attempt succeeds', async () => {
    const h = harness();
    const result = await h.deploy(template({ A: custom({}, { Create: { throwOnce: 'a hiccup' } }) }));
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(h.calls()).toEqual(['Create A', 'Create A']);
    expect(h.requests()[0].RequestId).toBe(h.requests()[1].RequestId);
  });

  test('after it responded is retried, and the first response counts', async () => {
    const h = harness();
    const result = await h.deploy(template({ A: custom({}, { Create: { throwAfterwards: 'too late' } }) }));
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(h.calls()).toEqual(['Create A', 'Create A', 'Create A']);
  });

  test('whose process dies leaves its resource waiting until the ServiceTimeout', async () => {
    const h = harness({ timers: { serviceTimeout: shortOnce(200) } });
    await h.deploy(template({ A: custom({}, { Create: { exit: 3 } }) }));
    expect(platformLines(h)[0]).toBe('RequestId: UUID Error: Runtime exited with error: exit status 3');
    expect(h.sequence()).toContain(
      'A CREATE_FAILED: CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [UUID]. '
      + 'If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.');
    expect(h.calls()).toContainEqual(expect.stringMatching(/^Delete A\[Demo-A-[0-9A-F]{12}\]$/));
  });

  test('that hangs is ended at its Timeout', async () => {
    const h = harness({ timers: { functionTimeout: shortOnce(200), serviceTimeout: shortOnce(400), retryDelays: [] } });
    await h.deploy(template({ A: custom({}, { Create: { hang: true } }) }));
    expect(platformLines(h)).toEqual(['RequestId: UUID Task timed out after 60.00 seconds']);
    expect(h.events.at(-1)!.status).toBe('ROLLBACK_COMPLETE');
  });

  test('that cannot be loaded is reported', async () => {
    const h = harness({ timers: { serviceTimeout: () => 300, retryDelays: [] } });
    await h.deploy({ Resources: { Fn: scriptedFunction({ Handler: 'index.nobody' }), A: custom() } });
    expect(platformLines(h)[0]).toMatch(/^RequestId: UUID Error: \{"errorType":"Runtime.HandlerNotFound","errorMessage":"index.nobody is undefined or not exported"/);
  });

  test.each([0, 3601, 'soon'])('ServiceTimeout %p is refused', async timeout => {
    const h = harness();
    await h.deploy(template({ A: custom({ ServiceTimeout: timeout }) }));
    expect(h.sequence()).toContain(`A CREATE_FAILED: ServiceTimeout must be an integer from 1 to 3600, got: ${timeout}`);
    expect(h.calls()).toEqual([]);
  });
});

describe('the response', () => {
  test.each<[string, Script, string]>([
    ['over 4,096 bytes', { answer: { Reason: 'x'.repeat(4_096) } }, 'Response object is too long.'],
    ['that is no JSON', { raw: 'done' }, 'Invalid Response object: not a valid JSON document'],
    ['with an empty PhysicalResourceId', { answer: { PhysicalResourceId: '' } }, 'Invalid PhysicalResourceId'],
    ['of a former request', { answer: { RequestId: 'former' } }, 'Invalid Response object: RequestId must be UUID, got: "former"'],
  ])('%s fails the resource', async (_, script, reason) => {
    const h = harness();
    const result = await h.deploy(template({ A: custom({}, { Create: script }) }));
    expect(h.sequence()).toContain(`A CREATE_FAILED: ${reason}`);
    expect(result.status).toBe('ROLLBACK_COMPLETE');
  });

  test('to a Delete may have another id, like that of cfn-response', async () => {
    const h = harness();
    await h.deploy(template({ A: custom({}, { Delete: { answer: { PhysicalResourceId: 'log-stream' } } }) }));
    expect((await h.cfn.destroy())[0].status).toBe('DELETE_COMPLETE');
  });
});

describe('an event that is delivered twice', () => {
  test.each(['concurrently', 'sequentially'] as const)('%s: the first response counts', async delivery => {
    const h = harness({ delivery });
    const result = await h.deploy(template({ A: custom(), B: custom({ A: { Ref: 'A' } }) }));
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(h.calls()).toEqual(['Create A', 'Create A', 'Create B', 'Create B']);
    const [first, second] = h.requests();
    expect(second).toEqual(first);
  });
});

/** Returns this time for the first call, and the declared one for all later calls. */
function shortOnce(milliseconds: number) {
  let asked = 0;
  return (seconds: number) => asked++ === 0 ? milliseconds : seconds * 1_000;
}

function platformLines({ logs }: { logs: ReadonlyArray<{ source: string; line: string }> }): string[] {
  return logs.filter(({ source }) => source === 'platform').map(({ line }) => masked(line));
}

describe('deliveries', () => {
  test('can be delayed until CloudFormation no longer waits', async () => {
    let release!: () => void;
    const held = new Promise<void>(resolve => { release = resolve; });
    const timeouts = [50];
    const h = harness({ timers: { serviceTimeout: () => timeouts.pop() ?? 60_000 }, beforeDelivery: ({ RequestType }) => RequestType === 'Create' ? held : undefined });
    const { status } = await h.deploy(template({ A: custom() }));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(h.calls()).toEqual([expect.stringMatching(/^Delete A/)]);

    release();

    while (h.calls().length < 2) await new Promise(resolve => setTimeout(resolve, 10));
    expect(h.calls()[1]).toBe('Create A');
  });

  test('can be repeated at any later time', async () => {
    const events: CustomResourceEvent[] = [];
    const h = harness({ beforeDelivery: event => { events.push(event); } });
    await h.deploy(template({ A: custom({ Size: 1 }) }));
    await h.deploy(template({ A: custom({ Size: 2 }) }));

    await h.cfn.redeliver(events[0]);

    expect(h.calls()).toEqual(['Create A', 'Update A[id-of-A]', 'Create A']);
    expect(h.requests()[2]).toEqual(h.requests()[0]);
  });
});
