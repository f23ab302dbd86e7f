import { CustomResourceEvent, Delivery, LogLine } from './resources/custom-resource';
import { NativeResource } from './resources/native';
import { StackEvent } from './stack/operation';

export interface LocalCloudFormationOptions {
  /** The folder that keeps the stacks and the published assets between runs. */
  readonly stateDir: string;
  /** The functions' `AWS_ENDPOINT_URL`. */
  readonly endpoint: () => string;
  /**
   * The environment of stacks that were synthesized without one.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
  /** @default '123456789012' */
  readonly accountId?: string;
  readonly onEvent?: (event: StackEvent) => void;
  readonly onLog?: (line: LogLine) => void;
  /** Handlers that really create resources, by resource type. A type that is neither here nor a custom resource is only recorded. */
  readonly native?: Readonly<Record<string, NativeResource>>;
  /** @default 'once' */
  readonly delivery?: Delivery;
  /** More variables for the functions' environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How many functions run at once; the others wait in line, as they do in a new account.
   *
   * @default 10
   */
  readonly concurrency?: number;
  readonly timers?: Timers;
  /**
   * The time, in milliseconds since 1970: of stacks, resources and events, and in each `ResponseURL`.
   *
   * @default - the system's clock
   */
  readonly now?: () => number;
  /**
   * Whether `LastUpdatedTime` changes when the rollback of an update begins. AWS does not document whether it does.
   *
   * @default false - it stays the time at which the update began
   */
  readonly rollbackMovesLastUpdatedTime?: boolean;
  /**
   * Awaited before each delivery of an event, so that it can delay the delivery as a full queue does.
   *
   * @default - no delay
   */
  readonly beforeDelivery?: (event: CustomResourceEvent) => Promise<void> | void;
}

/** Shortens what takes minutes in AWS. */
export interface Timers {
  /**
   * Milliseconds that a function with this `Timeout` may run.
   *
   * @default - the same time
   */
  readonly functionTimeout?: (seconds: number) => number;
  /**
   * Milliseconds to wait for an answer with this `ServiceTimeout`.
   *
   * @default - the same time
   */
  readonly serviceTimeout?: (seconds: number) => number;
  /**
   * Milliseconds before each further try of an invocation that failed.
   *
   * @default - one minute, then two minutes, as Lambda does
   */
  readonly retryDelays?: readonly number[];
}

/** The outcome of an operation on a stack. A failed deployment is a result too: see its status. */
export interface StackResult {
  readonly stackName: string;
  readonly stackId: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether the operation reached the status that was asked for. */
  readonly succeeded: boolean;
  /** False if the template equals the deployed one: CloudFormation then performs no update, whatever has changed outside the stack. */
  readonly changed: boolean;
  /** The events with a `_FAILED` status, in order. */
  readonly failures: readonly StackEvent[];
}

