import { aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailAlarmOptions } from '../email-alarm-options';
import { letAlarmsPublish } from './alarm-access';
import { literal, refuse } from './refuse';

/** What tells one alarm from another. */
export interface AlarmKind {
  readonly id: string;
  readonly description: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly thresholdProblem: (threshold: number) => string | undefined;
  readonly treatMissingData: cloudwatch.TreatMissingData;
}

/** An alarm for a metric that reached its threshold in one period. */
export function addAlarm(scope: Construct, kind: AlarmKind, options: EmailAlarmOptions): cloudwatch.Alarm {
  const threshold = options.threshold ?? kind.threshold;
  if (literal(threshold) !== undefined) refuse(scope, kind.thresholdProblem(threshold));
  const alarm = new cloudwatch.Alarm(scope, kind.id, {
    alarmDescription: kind.description,
    metric: kind.metric,
    threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: kind.treatMissingData,
  });
  if (options.topic) {
    letAlarmsPublish(scope, options.topic);
    alarm.addAlarmAction(new actions.SnsAction(options.topic));
  }
  alarm.addAlarmAction(...options.actions ?? []);
  return alarm;
}
