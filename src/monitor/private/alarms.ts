import { aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_sns as sns, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface DriftAlarmsProps {
  /** Creates a metric of the part that the alarms watch. */
  readonly metric: (name: 'Problems' | 'Heartbeat', props: cloudwatch.MetricOptions) => cloudwatch.IMetric;
  /** The monitor and its part, for descriptions. */
  readonly what: string;
  readonly heartbeat: Duration;
  readonly topics: readonly sns.ITopic[];
}

/** The alarms of one schedule. */
export function addAlarms(scope: Construct, { metric, what, heartbeat, topics }: DriftAlarmsProps): void {
  const drift = new cloudwatch.Alarm(scope, 'Alarm', {
    alarmDescription: `${what}: Amazon SES is not as the stacks declare, or a check failed. The log of the function has the details.`,
    metric: metric('Problems', { statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(5) }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    // The alarm keeps the state of the last check until the next one.
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  });
  const inDays = heartbeat.toHours() >= 24;
  const silence = new cloudwatch.Alarm(scope, 'HeartbeatAlarm', {
    alarmDescription: `${what}: no check ended in the last ${heartbeat.toHumanString()}.`,
    metric: metric('Heartbeat', { statistic: cloudwatch.Stats.SUM, period: inDays ? Duration.days(1) : Duration.hours(1) }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: inDays ? heartbeat.toDays() : heartbeat.toHours(),
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
  for (const topic of topics) [drift, silence].forEach(alarm => alarm.addAlarmAction(new actions.SnsAction(topic)));
}
