import { DriftModeName } from '../../src/contract/drift';
import { LiveDestination } from '../drift';
import { Clock } from '../pacing/clock';
import { AssetSource, Log, StackDescriber, TemplateStore } from '../reconcile/ports';

/** The settings of the monitor's function. */
export interface MonitorSettings {
  /** The monitor's name in metrics and messages: the path of its construct. */
  readonly monitor: string;
  readonly mode: DriftModeName;
  /** The number of schedules, each with a part of what the monitor checks. */
  readonly parts: number;
  readonly topicArns: readonly string[];
}

/** The effects of a check. */
export interface MonitorDependencies {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly timeOfDay: () => number;
  /** The time between two calls of an SES operation, in milliseconds. */
  readonly interval: number;
  /** Writes one line to the log, without a prefix. */
  readonly writeLine: (line: string) => void;
  /** @param permit asked before each write, and throws to forbid it */
  readonly storeUntil: (deadline: () => number, permit?: () => Promise<void>) => TemplateStore;
  /** The same, but each call is attempted once. */
  readonly storeOnceUntil: (deadline: () => number, permit: () => Promise<void>) => TemplateStore;
  readonly asset: (location: { readonly bucket: string; readonly key: string }, deadline: () => number) => AssetSource;
  readonly stack: (stackId: string, deadline: () => number) => StackDescriber;
  readonly inputs: (deadline: () => number) => ScheduleInputs;
  readonly configurationSets: (deadline: () => number) => ConfigurationSets;
  readonly notifications: (deadline: () => number) => Notifications;
}

export interface ScheduleInputs {
  /** The input of a schedule of the monitor's group, as EventBridge Scheduler has it now. */
  read(name: string): Promise<string>;
}

export interface ConfigurationSets {
  /** Returns undefined if there is no such configuration set. */
  destinations(name: string): Promise<readonly LiveDestination[] | undefined>;
}

export interface Notifications {
  publish(topicArn: string, message: Message): Promise<void>;
  putEvents(events: readonly DriftEvent[]): Promise<void>;
}

export interface Message {
  readonly subject: string;
  /** For people. */
  readonly text: string;
  /** For programs. */
  readonly json: string;
}

export interface DriftEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

export type { AssetSource, Log, StackDescriber, TemplateStore };
