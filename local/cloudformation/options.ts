import { CustomResourceEvent, Delivery, LogLine } from './resources/custom-resource';
import { NativeResource } from './resources/native';
import { StackEvent } from './stack/operation';

export interface LocalCloudFormationOptions {
  /** The folder that keeps stacks and published assets between runs. */
  readonly stateDir: string;
  /** The functions' `AWS_ENDPOINT_URL`. */
  readonly endpoint: () => string;
  /**
   * The Region of stacks that were synthesized without one.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
  /** @default '123456789012' */
  readonly accountId?: string;
  readonly onEvent?: (event: StackEvent) => void;
  readonly onLog?: (line: LogLine) => void;
  /** Handlers that create resources, by resource type. Resources of other types, except custom resources, are only recorded. */
  readonly native?: Readonly<Record<string, NativeResource>>;
  /** @default 'once' */
  readonly delivery?: Delivery;
  /** Additional environment variables for functions. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How many functions run at once. The others wait in line, as in a new account.
   *
   * @default 10
   */
  readonly concurrency?: number;
  readonly timers?: Timers;
  /**
   * The current time, in milliseconds since 1970, for stacks, resources, events and `ResponseURL`s.
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
   * Whether GetTemplate returns the template that failed while an update is rolled back. AWS does not document whether it does.
   *
   * @default false - the template that the stack returns to
   */
  readonly rollbackShowsFailedTemplate?: boolean;
  /**
   * Awaited before each delivery of an event, to delay it like a full queue.
   *
   * @default - no delay
   */
  readonly beforeDelivery?: (event: CustomResourceEvent) => Promise<void> | void;
}

/** Shortens waits that take minutes in AWS. */
export interface Timers {
  /**
   * How long a function with this `Timeout` may run, in milliseconds.
   *
   * @default - the same time
   */
  readonly functionTimeout?: (seconds: number) => number;
  /**
   * How long to wait for a response with this `ServiceTimeout`, in milliseconds.
   *
   * @default - the same time
   */
  readonly serviceTimeout?: (seconds: number) => number;
  /**
   * The delays before the retries of a failed invocation, in milliseconds.
   *
   * @default - one minute, then two minutes, as in Lambda
   */
  readonly retryDelays?: readonly number[];
}

/** The result of an operation on a stack. A failed deployment is also a result: see its status. */
export interface StackResult {
  readonly stackName: string;
  readonly stackId: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether the operation succeeded, without a rollback. */
  readonly succeeded: boolean;
  /** False if the template equals the deployed one: CloudFormation then performs no update, even if resources changed outside the stack. */
  readonly changed: boolean;
  /** The events with a `_FAILED` status, in order. */
  readonly failures: readonly StackEvent[];
}

