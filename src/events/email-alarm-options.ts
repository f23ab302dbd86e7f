import { aws_cloudwatch as cloudwatch, aws_sns as sns, Duration } from 'aws-cdk-lib';

/** Options for an alarm on a configuration set. */
export interface EmailAlarmOptions {
  /**
   * A topic to notify. If it is encrypted, its key lets CloudWatch use it; if it has a policy, that lets alarms publish.
   *
   * @default - none
   */
  readonly topic?: sns.ITopic;

  /**
   * Other actions to take.
   *
   * @default - none
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * The value at which the alarm goes off: a count of 1 or more for rendering failures, a fraction over 0 and at most 1
   * for a rate (5% is 0.05).
   *
   * @default - 1 rendering failure; for a rate, that at which AWS places an account under review
   */
  readonly threshold?: number;

  /**
   * The time over which a value is taken.
   *
   * @default - 5 minutes for rendering failures, 1 hour for a rate
   */
  readonly period?: Duration;
}
