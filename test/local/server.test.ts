import {
  CloudFormationClient, DescribeStackEventsCommand, DescribeStackResourcesCommand, DescribeStacksCommand, GetTemplateCommand, ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateTemplateCommand, GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { clientOptions, refusal } from './ses/support';
import { LocalAws, startLocalAws } from '../../local/server';
import { parseQuery } from '../../local/server/query';
import { document, element } from '../../local/server/xml';

let aws: LocalAws;
const objects = new Map([['assets/a1b2.json', Buffer.from('{"x":"é"}')], ['assets/dir/ü b+c.bin', Buffer.from([0, 255, 13, 10])]]);
const clients: Array<{ destroy(): void }> = [];

beforeAll(async () => {
  aws = await startLocalAws({
    objects: (bucket, key) => objects.get(`${bucket}/${key}`),
    stacks: name => name === 'shop' || name.startsWith('arn:') ? {
      stackName: 'shop',
      stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1',
      status: 'UPDATE_ROLLBACK_IN_PROGRESS',
      statusReason: 'Resource <Mail> failed & more',
      creationTime: new Date('2026-11-01T08:00:00.123Z'),
      lastUpdatedTime: new Date('2026-11-24T18:45:00.456Z'),
      parameters: { Stage: 'prod & more' },
      resources: Array.from({ length: 103 }, (_, i) => ({
        logicalId: `Mail${i}`,
        physicalId: i === 0 ? undefined : `mail-${i}`,
        type: 'AWS::SES::Template',
        status: 'CREATE_COMPLETE',
        timestamp: new Date('2026-11-01T08:00:02.000Z'),
      })),
      events: Array.from({ length: 102 }, (_, i) => ({
        logicalId: `Mail${i}`,
        physicalId: `mail-${i}`,
        type: 'AWS::SES::Template',
        status: 'UPDATE_FAILED',
        reason: '<no> luck',
        timestamp: new Date('2026-11-24T18:45:00.789Z'),
      })),
      template: { Resources: { Mail: { Type: 'Custom::Mail', Properties: { Text: '<p>&', List: [1, { Empty: {} }] } } } },
    } : undefined,
  });
});

afterAll(async () => {
  clients.forEach(created => created.destroy());
  await aws.close();
});

function client<C extends { destroy(): void }>(Client: new (options: ReturnType<typeof clientOptions>) => C, silenceMs?: number): C {
  const created = new Client(clientOptions(aws, silenceMs));
  clients.push(created);
  return created;
}

const post = async (body: string) => {
  const response = await fetch(aws.endpoint, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
};

describe('S3', () => {
  test.each(['a1b2.json', 'dir/ü b+c.bin'])('returns the object %s, byte for byte', async key => {
    const { Body } = await client(S3Client).send(new GetObjectCommand({ Bucket: 'assets', Key: key }));

    expect(Buffer.from(await Body!.transformToByteArray())).toEqual(objects.get(`assets/${key}`));
  });

  test('has no other object', async () => {
    expect(await refusal(client(S3Client).send(new GetObjectCommand({ Bucket: 'assets', Key: 'other.json' })))).toEqual({
      name: 'NoSuchKey', message: 'The specified key does not exist.',
    });
  });

  const read = async (silenceMs?: number) => {
    const { Body } = await client(S3Client, silenceMs).send(new GetObjectCommand({ Bucket: 'assets', Key: 'a1b2.json' }));
    return Body!.transformToString();
  };

  test.each([
    ['throttle', { name: 'SlowDown', message: 'Please reduce your request rate.' }],
    ['internal-error', { name: 'InternalError', message: 'We encountered an internal error. Please try again.' }],
    ['deny', { name: 'AccessDenied', message: 'Access Denied' }],
    ['reset-before', { name: 'Error' }],
    ['reset-after', { name: 'Error' }],
    ['silent-before', { name: 'TimeoutError' }],
    ['silent-after', { name: 'TimeoutError' }],
    ['reset-midway', { name: 'Error', message: 'aborted' }],
    ['silent-midway', { name: 'TimeoutError', message: expect.stringContaining('timed out after 200 ms of inactivity') }],
  ] as const)('does not return an object that the fault %s hits', async (kind, expected) => {
    aws.s3.faults.add({ kind, operation: 'GetObject', name: 'a1b2.json', times: 1 });
    expect(await refusal(read(kind.startsWith('silent') ? 200 : undefined))).toMatchObject(expected);
    expect(await read()).toBe('{"x":"é"}');
  });

  test('returns an object late', async () => {
    aws.s3.faults.add({ kind: 'latency', latencyMs: 50, times: 1 });
    const start = performance.now();
    expect(await read()).toBe('{"x":"é"}');
    expect(performance.now() - start).toBeGreaterThanOrEqual(45);
  });

  test('does nothing else', async () => {
    expect(await refusal(client(S3Client).send(new ListObjectsV2Command({ Bucket: 'assets' })))).toEqual({
      name: 'MethodNotAllowed', message: 'The specified method is not allowed against this resource.',
    });
  });
});

describe('CloudFormation', () => {
  const describeStack = (StackName?: string, silenceMs?: number) =>
    client(CloudFormationClient, silenceMs).send(new DescribeStacksCommand({ StackName }));

  test.each(['shop', 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1'])('describes the stack %s', async name => {
    expect((await describeStack(name)).Stacks).toMatchObject([{
      StackName: 'shop',
      StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1',
      StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
      StackStatusReason: 'Resource <Mail> failed & more',
      CreationTime: new Date('2026-11-01T08:00:00.123Z'),
      LastUpdatedTime: new Date('2026-11-24T18:45:00.456Z'),
      Parameters: [{ ParameterKey: 'Stage', ParameterValue: 'prod & more' }],
    }]);
  });

  test('describes the first 100 resources, as AWS does, or a chosen one', async () => {
    const describeResources = (LogicalResourceId?: string) =>
      client(CloudFormationClient).send(new DescribeStackResourcesCommand({ StackName: 'shop', LogicalResourceId }));

    const { StackResources: all } = await describeResources();
    expect(all).toHaveLength(100);
    expect(all![0]).toEqual({
      StackName: 'shop',
      StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1',
      LogicalResourceId: 'Mail0',
      ResourceType: 'AWS::SES::Template',
      ResourceStatus: 'CREATE_COMPLETE',
      Timestamp: new Date('2026-11-01T08:00:02.000Z'),
    });
    expect((await describeResources('Mail102')).StackResources).toMatchObject([{ LogicalResourceId: 'Mail102', PhysicalResourceId: 'mail-102' }]);
  });

  test('lists all resources on pages', async () => {
    const page = (NextToken?: string) => client(CloudFormationClient).send(new ListStackResourcesCommand({ StackName: 'shop', NextToken }));

    const first = await page();
    const second = await page(first.NextToken);

    expect(first.StackResourceSummaries).toHaveLength(100);
    expect(second.StackResourceSummaries).toEqual([100, 101, 102].map(i => ({
      LogicalResourceId: `Mail${i}`,
      PhysicalResourceId: `mail-${i}`,
      ResourceType: 'AWS::SES::Template',
      ResourceStatus: 'CREATE_COMPLETE',
      LastUpdatedTimestamp: new Date('2026-11-01T08:00:02.000Z'),
    })));
    expect(second.NextToken).toBeUndefined();
  });

  test('describes all events on pages', async () => {
    const page = (NextToken?: string) => client(CloudFormationClient).send(new DescribeStackEventsCommand({ StackName: 'shop', NextToken }));

    const first = await page();
    const second = await page(first.NextToken);

    expect(first.StackEvents).toHaveLength(100);
    expect(second.StackEvents).toEqual([100, 101].map(i => ({
      StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1',
      EventId: expect.stringMatching(/./),
      StackName: 'shop',
      LogicalResourceId: `Mail${i}`,
      PhysicalResourceId: `mail-${i}`,
      ResourceType: 'AWS::SES::Template',
      ResourceStatus: 'UPDATE_FAILED',
      ResourceStatusReason: '<no> luck',
      Timestamp: new Date('2026-11-24T18:45:00.789Z'),
    })));
    expect(second.NextToken).toBeUndefined();
  });

  test('returns the template as YAML, which some tools deploy', async () => {
    aws.cloudFormation.templateFormat = 'YAML';

    const { TemplateBody } = await client(CloudFormationClient).send(new GetTemplateCommand({ StackName: 'shop' }))
      .finally(() => { aws.cloudFormation.templateFormat = 'JSON'; });

    expect(TemplateBody).toBe('\n"Resources":\n  "Mail":\n    "Type": "Custom::Mail"\n    "Properties":\n      "Text": "<p>&"\n      "List":\n        - 1\n        -\n          "Empty": {}\n');
  });

  test('returns the stack\'s template', async () => {
    const { TemplateBody } = await client(CloudFormationClient).send(new GetTemplateCommand({ StackName: 'shop' }));
    expect(JSON.parse(TemplateBody!)).toEqual({ Resources: { Mail: { Type: 'Custom::Mail', Properties: { Text: '<p>&', List: [1, { Empty: {} }] } } } });
  });

  test('knows no other stack', async () => {
    expect(await refusal(describeStack('bakery'))).toEqual({ name: 'ValidationError', message: 'Stack with id bakery does not exist' });
  });

  test('describes one stack at a time', async () => {
    expect(await refusal(describeStack())).toEqual({
      name: 'ValidationError', message: 'The local CloudFormation describes one stack at a time: StackName is missing',
    });
  });

  test.each([
    ['throttle', { name: 'Throttling', message: 'Rate exceeded' }],
    ['internal-error', { name: 'InternalFailure' }],
    ['deny', { name: 'AccessDenied', message: expect.stringMatching(/^User: arn:aws:sts::\S+ is not authorized to perform: cloudformation:DescribeStacks$/) }],
    ['silent-before', { name: 'TimeoutError' }],
    ['silent-midway', { name: 'TimeoutError' }],
  ] as const)('does not describe a stack that the fault %s hits', async (kind, expected) => {
    aws.cloudFormation.faults.add({ kind, operation: 'DescribeStacks', name: 'shop', times: 1 });
    expect(await refusal(describeStack('shop', kind.startsWith('silent') ? 200 : undefined))).toMatchObject(expected);
    expect((await describeStack('shop')).Stacks).toHaveLength(1);
  });

  test('does nothing else', async () => {
    expect(await refusal(client(CloudFormationClient).send(new ListStacksCommand({})))).toEqual({
      name: 'InvalidAction', message: 'Could not find operation ListStacks for version 2010-05-15',
    });
  });
});

describe('the protocol', () => {
  test('an unsupported operation is refused like an unknown one in AWS', async () => {
    expect(await refusal(client(SESClient).send(new GetSendQuotaCommand({})))).toEqual({
      name: 'InvalidAction', message: 'Could not find operation GetSendQuota for version 2010-12-01',
    });
  });

  test('each response has its own request id', async () => {
    const ses = client(SESClient);
    const ids = await Promise.all([1, 2].map(async () => {
      const error = await ses.send(new GetSendQuotaCommand({})).catch(refused => refused);
      return error.$metadata.requestId;
    }));

    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[1]).not.toBe(ids[0]);
  });

  test('a request needs no signature', async () => {
    const { status, text } = await post('Action=ListTemplates&Version=2010-12-01');

    expect(status).toBe(200);
    expect(text).toMatch(new RegExp('^<\\?xml version="1.0" encoding="UTF-8"\\?>\n<ListTemplatesResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">'
      + '<ListTemplatesResult><TemplatesMetadata></TemplatesMetadata></ListTemplatesResult>'
      + '<ResponseMetadata><RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata></ListTemplatesResponse>$'));
  });

  test('a request of no known API is refused', async () => {
    expect(await post('{"json":true}')).toEqual({ status: 400, text: 'The local AWS has no API of version "".' });
  });

  test('a body larger than any template is refused', async () => {
    expect(await post('x'.repeat(60 * 1024 * 1024 + 1))).toEqual({ status: 413, text: 'The body exceeds 62914560 bytes.' });
  });

  test('the largest template fits, with any characters', async () => {
    const ses = client(SESClient);

    await ses.send(new CreateTemplateCommand({ Template: { TemplateName: 'large', SubjectPart: 'x', HtmlPart: '日'.repeat(170_666) } }));

    expect(aws.ses.templates.get('large')!.HtmlPart).toHaveLength(170_666);
  });

  test('a form is parsed into structures and lists', () => {
    expect(parseQuery('Action=Send&Version=1&A.B=x+y%26&L.member.2=b&L.member.1=a&L.member.10=c&S.member.1.N=n&Empty=&__proto__.x=1')).toEqual({
      action: 'Send',
      version: '1',
      input: { A: { B: 'x y&' }, L: ['a', 'b', 'c'], S: [{ N: 'n' }], Empty: '', ['__proto__']: { x: '1' } },
    });
  });

  test('text is written as XML that any parser reads as the same text', () => {
    expect(document(element('T', { Text: '<a href="x">&\r\n\u0001</a>', Yes: true, None: undefined, List: ['a', { B: 1 }], At: new Date(0) }))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<T><Text>&lt;a href=&quot;x&quot;&gt;&amp;&#xD;\n\ufffd&lt;/a&gt;</Text><Yes>true</Yes>'
      + '<List><member>a</member><member><B>1</B></member></List><At>1970-01-01T00:00:00.000Z</At></T>',
    );
  });
});

describe('the server', () => {
  test('listens only on this machine, on a free port or a given one', async () => {
    const first = await startLocalAws();
    const port = Number(new URL(first.endpoint).port);
    expect(first.endpoint).toBe(`http://127.0.0.1:${port}`);

    await expect(startLocalAws({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });

    await first.close();
    const second = await startLocalAws({ port });
    expect(second.endpoint).toBe(first.endpoint);
    await second.close();
  });

  test('ends idle connections and calls in progress when it closes', async () => {
    const closing = await startLocalAws();
    closing.ses.faults.add({ kind: 'latency', operation: 'ListTemplates', latencyMs: 300 });
    const body = (action: string) => ({ method: 'POST', body: `Action=${action}&Version=2010-12-01` });
    await fetch(closing.endpoint, body('GetTemplate')).then(response => response.text());
    const underWay = fetch(closing.endpoint, body('ListTemplates'));
    underWay.catch(() => undefined);
    await new Promise(resolve => setTimeout(resolve, 50));

    await closing.close();

    await expect(underWay).rejects.toThrow('fetch failed');
    await expect(fetch(closing.endpoint)).rejects.toThrow('fetch failed');
  });

  test('reports objects that cannot be read', async () => {
    const broken = await startLocalAws({ objects: () => { throw new Error('no such folder'); } });

    const response = await fetch(`${broken.endpoint}/assets/a`);

    expect([response.status, await response.text()]).toEqual([500, 'Error: no such folder']);
    await broken.close();
  });
});
