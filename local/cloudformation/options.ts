import { CustomResourceEvent, Delivery, LogLine } from './custom-resource';
import { NativeResource } from './native';
import { StackEvent } from './operation';

export interface LocalCloudFormationOptions {
  /** Where the stacks and the published assets are kept between runs. */
  readonly stateDir: string;
  /** Where the functions find AWS: their `AWS_ENDPOINT_URL`. */
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
  /** Resources that are made for real, by type. Every type that is neither here nor a custom resource's is only recorded. */
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
   * Whether `LastUpdatedTime` moves on when an update begins to roll back. AWS does not document it.
   *
   * @default false - it stays the time at which the update began
   */
  readonly rollbackMovesLastUpdatedTime?: boolean;
  /**
   * Awaited before each delivery of an event: what it holds back reaches the function late, as from a full queue.
   *
   * @default - nothing is held back
   */
  readonly beforeDelivery?: (event: CustomResourceEvent) => Promise<void> | void;
}

/** How long things take that take minutes in AWS. */
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

/** What became of a stack. A failed deployment is a result too: its status tells. */
export interface StackResult {
  readonly stackName: string;
  readonly stackId: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether the stack is as it was asked to be. */
  readonly succeeded: boolean;
  /** False when the template is the one deployed: CloudFormation performs no update then, whatever happened outside. */
  readonly changed: boolean;
  /** The events that tell what failed, in order. */
  readonly failures: readonly StackEvent[];
}

