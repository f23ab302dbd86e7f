import { aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { grantAlarmsPublish } from './alarm-access';
import { evaluationProblem } from './event-metrics';
import { failOn, literal, Problem } from './problem';
import { EmailAlarmOptions } from '../email-alarm-options';

/** The defaults and rules of a kind of alarm. */
export interface AlarmKind {
  /** The construct id of the alarm, unless the options have another. */
  readonly id: string;
  readonly description: string;
  readonly metric: cloudwatch.Metric;
  readonly threshold: number;
  readonly thresholdProblem: (threshold: number) => Problem | undefined;
  readonly treatMissingData: cloudwatch.TreatMissingData;
}

/** Adds an alarm that goes off when the metric reaches its threshold. */
export function addAlarm(scope: Construct, kind: AlarmKind, options: EmailAlarmOptions): cloudwatch.Alarm {
  const { id = kind.id, threshold = kind.threshold, evaluationPeriods = 1, datapointsToAlarm } = options;
  failOn(scope, idProblem(scope, id));
  if (literal(threshold) !== undefined) failOn(scope, kind.thresholdProblem(threshold));
  const { period } = kind.metric;
  failOn(scope, evaluationProblem({
    evaluationPeriods: literal(evaluationPeriods),
    datapointsToAlarm: literal(datapointsToAlarm),
    periodSeconds: period.isUnresolved() ? undefined : period.toSeconds(),
  }));

  const alarm = new cloudwatch.Alarm(scope, id, {
    alarmName: options.alarmName,
    alarmDescription: options.alarmDescription ?? kind.description,
    actionsEnabled: options.actionsEnabled,
    metric: kind.metric,
    threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData: options.treatMissingData ?? kind.treatMissingData,
  });
  if (options.topic) {
    grantAlarmsPublish(scope, options.topic);
    alarm.addAlarmAction(new actions.SnsAction(options.topic));
  }
  // Without this check, older versions of CDK write an empty list of actions into the template.
  if (options.actions?.length) alarm.addAlarmAction(...options.actions);
  return alarm;
}

function idProblem(scope: Construct, id: string): Problem | undefined {
  return scope.node.tryFindChild(id) && {
    property: 'id',
    must: 'be unique in the configuration set',
    got: `'${id}', the id of another construct in it`,
    remedy: `pass another one, such as { id: '${id}2' }`,
  };
}
