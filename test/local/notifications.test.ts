import { EventBridgeClient, PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientOptions } from './ses/support';
import { LocalAws, startLocalAws } from '../../local/server';

let aws: LocalAws;
const clients: Array<{ destroy(): void }> = [];
beforeAll(async () => {
  aws = await startLocalAws({ schedules: (group, name) => group === 'drift' && name === 'part-1' ? { input: '{"Part":1}' } : undefined });
});
afterAll(async () => {
  clients.forEach(created => created.destroy());
  await aws.close();
});

function client<C extends { destroy(): void }>(Client: new (options: ReturnType<typeof clientOptions>) => C): C {
  const created = new Client(clientOptions(aws));
  clients.push(created);
  return created;
}

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:on-duty';
const entry = { Source: 'shop', DetailType: 'Order', Detail: '{"id":1}' };

describe('SNS', () => {
  test('keeps what is published', async () => {
    await client(SNSClient).send(new PublishCommand({ TopicArn: TOPIC, Subject: 'Drift', Message: '{"default":"ü"}', MessageStructure: 'json' }));
    expect(aws.notifications.messages).toEqual([{ topicArn: TOPIC, subject: 'Drift', message: '{"default":"ü"}', messageStructure: 'json' }]);
  });

  test.each([['Drift\nnow', 'x'], ['ü', 'x'], ['x'.repeat(100), 'x'], ['Drift', 'x'.repeat(262_145)]])('refuses what SNS refuses: %.20s', async (Subject, Message) => {
    await expect(client(SNSClient).send(new PublishCommand({ TopicArn: TOPIC, Subject, Message }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('has no other operation', async () => {
    await expect(client(SNSClient).send(new ListTopicsCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});

describe('EventBridge', () => {
  test('keeps the events that are put', async () => {
    const answer = await client(EventBridgeClient).send(new PutEventsCommand({ Entries: [{ ...entry, Resources: ['arn:stack'] }, entry] }));
    expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }, { EventId: expect.any(String) }] });
    expect(aws.notifications.events).toEqual([
      { source: 'shop', detailType: 'Order', resources: ['arn:stack'], detail: { id: 1 } }, { source: 'shop', detailType: 'Order', resources: [], detail: { id: 1 } },
    ]);
  });

  test('takes ten at a time', async () => {
    await expect(client(EventBridgeClient).send(new PutEventsCommand({ Entries: Array(11).fill(entry) }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('has no other operation', async () => {
    await expect(client(EventBridgeClient).send(new PutRuleCommand({ Name: 'x' }))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  test('fails as it is asked to', async () => {
    const remove = aws.notifications.faults.add({ kind: 'deny', operation: 'PutEvents' });
    await expect(client(EventBridgeClient).send(new PutEventsCommand({ Entries: [entry] }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    remove();
  });
});

describe('EventBridge Scheduler', () => {
  test('gives the input of a schedule', async () => {
    expect(await client(SchedulerClient).send(new GetScheduleCommand({ GroupName: 'drift', Name: 'part-1' })))
      .toMatchObject({ Name: 'part-1', GroupName: 'drift', Target: { Input: '{"Part":1}' } });
  });

  test('has no other schedules', async () => {
    await expect(client(SchedulerClient).send(new GetScheduleCommand({ GroupName: 'other', Name: 'part-1' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
