import { adviceOnDenial, AwsCallError } from './errors';
import { MonitorClients } from './monitor-clients';
import { DriftEvent, Message, Notifications } from '../monitor/ports';
import { Lane } from '../pacing/lane';
import { retry, RetryPolicy } from '../pacing/retry';

/** The most events that PutEvents takes at once. */
const EVENTS_PER_CALL = 10;

/** Sends what a check found to EventBridge and SNS. */
export class AwsNotifications implements Notifications {
  constructor(private readonly clients: MonitorClients, private readonly policy: RetryPolicy) {}

  async publish(topicArn: string, { subject, text, json }: Message): Promise<void> {
    await this.call(`publishing to ${topicArn}`, async () => {
      const { PublishCommand } = await import('@aws-sdk/client-sns');
      await (await this.clients.sns()).send(new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        MessageStructure: 'json',
        // People get the text, programs get JSON.
        Message: JSON.stringify({ default: text, lambda: json, sqs: json, http: json, https: json, firehose: json }),
      }));
    });
  }

  async putEvents(events: readonly DriftEvent[]): Promise<void> {
    for (let start = 0; start < events.length; start += EVENTS_PER_CALL) {
      await this.call('PutEvents', async () => this.put(events.slice(start, start + EVENTS_PER_CALL)));
    }
  }

  /** EventBridge answers with success although it refuses some of the events. */
  private async put(events: readonly DriftEvent[]): Promise<void> {
    const { PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
    const { Entries: entries = [] } = await (await this.clients.eventBridge()).send(new PutEventsCommand({
      Entries: events.map(({ source, detailType, resources, detail }) =>
        ({ Source: source, DetailType: detailType, Resources: [...resources], Detail: JSON.stringify(detail) })),
    }));
    const refused = entries.find(({ ErrorCode: code }) => code);
    if (refused) throw Object.assign(new Error(refused.ErrorMessage), { name: refused.ErrorCode, $metadata: { httpStatusCode: 400 } });
  }

  private async call(what: string, send: () => Promise<void>): Promise<void> {
    return retry({
      what,
      lane: new Lane(this.policy.clock, 0),
      send,
      explain: error => new AwsCallError(what, error, adviceOnDenial(error)),
    }, this.policy);
  }
}
