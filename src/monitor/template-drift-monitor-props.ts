import { Duration } from 'aws-cdk-lib';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import { TemplateDriftIgnoreRule } from './template-drift-finding';
import { TemplateDriftMode } from './template-drift-mode';
import { IDeployedEmailTemplates } from '../templates/deployed-email-templates';

/**
 * Properties of a `TemplateDriftMonitor`.
 */
export interface TemplateDriftMonitorProps {
  /**
   * The templates and sets to check, of this stack or of others of the app in the same account and Region.
   *
   * @default - every template and set of the stack
   */
  readonly templates?: IDeployedEmailTemplates[];

  /**
   * Configuration sets that this app defines, whose event destinations are to be checked.
   *
   * The check uses version 1 of the Amazon SES API, which does not show EventBridge destinations, nor the event types
   * `DELIVERY_DELAY` and `SUBSCRIPTION`. The log names them as not comparable.
   *
   * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeConfigurationSet.html
   * @default - none
   */
  readonly configurationSets?: ses.IConfigurationSetRef[];

  /**
   * When to check.
   *
   * A function run checks at most 602 templates. For more, the monitor has several schedules, which must not run at the same
   * time. In this case, the schedule must be a cron expression with one minute and one hour, and each further schedule starts
   * half an hour after the previous one.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   * @default - once a day, starting when the monitor is deployed; with several schedules, at a time derived from the path of
   * the monitor
   */
  readonly schedule?: scheduler.ScheduleExpression;

  /**
   * How to respond to a template that was changed or deleted.
   *
   * @default TemplateDriftMode.REPORT
   */
  readonly mode?: TemplateDriftMode;

  /**
   * Findings to ignore.
   *
   * @default - none
   */
  readonly ignore?: TemplateDriftIgnoreRule[];

  /**
   * Findings that are known and accepted: the acknowledgements that the log and the messages show, such as
   * `welcome@3f2a90c1d4e5`.
   *
   * An acknowledgement holds for the exact content that was found. It lapses when the template is changed again in Amazon SES, and
   * with the next deployment that changes it.
   *
   * @default - none
   */
  readonly acknowledged?: string[];

  /**
   * SNS topics to notify of findings, failed checks, healed templates and alarms. They must be standard topics.
   *
   * A message has a text for people, with a diff, and JSON for programs. For an encrypted topic, the function and CloudWatch get permission
   * to use its key. CloudWatch cannot use `alias/aws/sns`: set `alarm` to false for a topic with that key.
   *
   * @default - none
   */
  readonly onDrift?: sns.ITopic[];

  /**
   * Whether to create alarms: one for findings and failed checks, which keeps its state until the next check, and one for checks
   * that do not take place, which treats missing data as breaching. With several schedules, each has both alarms.
   *
   * @default true
   */
  readonly alarm?: boolean;

  /**
   * How long the alarm waits for a check: 1 to 23 whole hours, or 1 to 7 whole days. It must be longer than the time between two
   * checks.
   *
   * @default Duration.days(2)
   */
  readonly heartbeat?: Duration;

  /**
   * The memory of the function, in MiB. Synthesis fails if the largest asset needs more.
   *
   * @default 512
   */
  readonly memorySize?: number;
}
