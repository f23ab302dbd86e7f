import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SNSClient } from '@aws-sdk/client-sns';
import { clientOptions } from './clients';

/** The SDK's clients that only the drift monitor needs. Each is loaded when it is first used. */
export interface MonitorClients {
  readonly scheduler: () => Promise<SchedulerClient>;
  /** Not used by a check that finds nothing. */
  readonly sns: () => Promise<SNSClient>;
  /** Not used by a check that finds nothing. */
  readonly eventBridge: () => Promise<EventBridgeClient>;
}

/** @param idleTimeout how long a connection may be idle, in milliseconds */
export function monitorClients(idleTimeout?: number): MonitorClients {
  const options = clientOptions(idleTimeout);
  let scheduler: Promise<SchedulerClient> | undefined;
  let sns: Promise<SNSClient> | undefined;
  let eventBridge: Promise<EventBridgeClient> | undefined;
  return {
    scheduler: () => scheduler ??= import('@aws-sdk/client-scheduler').then(sdk => new sdk.SchedulerClient(options)),
    sns: () => sns ??= import('@aws-sdk/client-sns').then(sdk => new sdk.SNSClient(options)),
    eventBridge: () => eventBridge ??= import('@aws-sdk/client-eventbridge').then(sdk => new sdk.EventBridgeClient(options)),
  };
}
