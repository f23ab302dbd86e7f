import { AspectPriority, Aspects, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { TemplateDriftMode } from './template-drift-mode';
import { TemplateDriftMonitorProps } from './template-drift-monitor-props';
import { DRIFT_DIMENSIONS, DRIFT_NAMESPACE, MAX_SCHEDULE_INPUT_BYTES, scheduleName } from '../contract/drift';
import { memoryNeeded } from '../contract/memory';
import { addAlarms } from './private/alarms';
import { DeclaredConfigurationSet, declaredConfigurationSet, monitored, resourceOf } from './private/configuration-sets';
import { MonitorFunction } from './private/monitor-function';
import { divide, Slice } from './private/parts';
import { checkEnvironment, checkHeartbeat, checkKnownFindings, checkTopic } from './private/rules';
import { scheduleInput, withPrefix } from './private/schedule-input';
import { FLEXIBLE_MINUTES, NOT_SHIFTABLE, scheduleOf } from './private/schedule-times';
import { grantAlarmsPublish } from '../events/private/alarm-access';
import { failOn } from '../events/private/problem';
import { deployedBy, DeployedResource, DeployedTemplates } from '../templates/private/deployed-templates';

/** The memory of the function, in MiB. */
const DEFAULT_MEMORY = 512;

/**
 * Compares the email templates in Amazon SES with what the stacks declare, on a schedule, and reports what was changed, deleted or
 * added there, and what no longer renders.
 *
 * CloudFormation's drift detection does not see custom resources. The monitor checks each template by the fingerprints of its
 * last deployment, without a separate store, and renders it with its sample data. While a stack is being deployed, the check
 * waits. It makes less than one call per second of each Amazon SES operation, and slows down when others use the quota.
 *
 * It reports its findings in the log of its function (one line of JSON for each template), in metrics, alarms, events on the
 * default event bus, and messages to SNS topics. To check at once, invoke the function with an empty event.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 *
 * @example
 * declare const mails: EmailTemplateSet;
 * declare const events: EmailConfigurationSet;
 * declare const topic: sns.Topic;
 *
 * new TemplateDriftMonitor(this, 'Drift', { templates: [mails], configurationSets: [events], onDrift: [topic] });
 */
export class TemplateDriftMonitor extends Construct implements iam.IGrantable {
  /**
   * The function that checks. Invoke it with an empty event to check at once; it returns the metrics of the check.
   */
  public readonly handler: lambda.Function;

  /**
   * The principal that the function runs as.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly monitorFunction: MonitorFunction;
  private readonly configurationSets: readonly DeclaredConfigurationSetSource[];
  private readonly group: scheduler.IScheduleGroup;
  private completed?: readonly Slice[];

  /**
   * @throws for templates or configuration sets of another account or Region, an imported configuration set, a FIFO topic, a
   * `heartbeat` out of range, a rule that ignores nothing, or a malformed acknowledgement
   */
  constructor(scope: Construct, id: string, private readonly props: TemplateDriftMonitorProps = {}) {
    super(scope, id);
    const { templates = [], configurationSets = [], onDrift = [], heartbeat = Duration.days(2) } = props;
    checkHeartbeat(this, heartbeat);
    checkKnownFindings(this, props.ignore ?? [], props.acknowledged ?? []);
    onDrift.forEach(topic => checkTopic(this, topic));
    templates.forEach(one => checkEnvironment(this, 'templates', one));
    configurationSets.forEach(one => checkEnvironment(this, 'configurationSets', one));
    this.configurationSets = configurationSets.map(set => {
      const resource = resourceOf(set);
      failOn(this, resource ? undefined : {
        property: 'configurationSets', must: 'be defined in this app, which declares their event destinations', got: `${set.node.path}, an imported one`,
      });
      return { set, resource: resource! };
    });

    this.monitorFunction = new MonitorFunction(this, 'Function', {
      mode: props.mode ?? TemplateDriftMode.REPORT,
      memorySize: props.memorySize ?? DEFAULT_MEMORY,
      topicArns: onDrift.map(({ topicArn }) => topicArn),
    });
    this.handler = this.monitorFunction.handler;
    this.grantPrincipal = this.handler.grantPrincipal;
    for (const topic of onDrift) {
      topic.grantPublish(this.handler);
      if (props.alarm ?? true) grantAlarmsPublish(this, topic);
    }
    // CloudFormation generates the name: a name derived from the construct's path could be in use by another stack.
    this.group = scheduler.ScheduleGroup.fromScheduleGroupName(this, 'ImportedGroup', new scheduler.CfnScheduleGroup(this, 'Group').ref);

    // Templates may be added until synthesis, which begins with aspects. This aspect runs after those of sets, which add the assets. It is
    // on the stack, so that it runs before CDK visits the role.
    const stack = Stack.of(this);
    Aspects.of(stack).add({
      visit: node => { if (node === stack && !this.completed) this.complete(heartbeat); },
    }, { priority: AspectPriority.DEFAULT + 1 });
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * A metric of the checks in the namespace `CdkSesTemplates`: the maximum over 1 day, unless stated otherwise.
   *
   * The metrics count templates and configuration sets: `Checked`, `Drifted`, `Missing`, `Unexpected`, `Broken`, `Different`,
   * `Healed`, and `CheckFailed`, which could not be checked. `Ignored` counts findings, and `Problems` counts the findings that are
   * neither ignored nor healed, plus the failures. `Heartbeat` is 1 for each check that ends.
   *
   * @param metricName the name of the metric, such as `Problems`
   */
  public metric(metricName: string, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: DRIFT_NAMESPACE,
      metricName,
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.days(1),
      ...props,
      dimensionsMap: { [DRIFT_DIMENSIONS.monitor]: this.node.path, ...props.dimensionsMap },
    }).attachTo(this);
  }

  /**
   * The number of findings that are neither ignored nor healed, and of failed checks: see `metric`.
   */
  public metricProblems(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Problems', props);
  }

  private complete(heartbeat: Duration): void {
    const watched = this.watched();
    const parts = divide(watched);
    this.completed = watched;
    const resources = watched.map(({ deployed }) => deployed);
    const configurationSets = this.configurationSets.map(({ set, resource }) => declaredConfigurationSet(set, resource));
    const isWhole = ({ deployed, keys }: Slice) => keys.length === Object.keys(deployed.templates).length;
    const whole = withPrefix(watched.filter(isWhole).map(({ deployed }) => deployed));
    this.monitorFunction.permit({
      resources,
      listsTemplates: whole.length > 0,
      configurationSets: configurationSets.map(({ resource }) => resource),
      group: this.group,
      parts: parts.length,
    });
    const role = this.schedulerRole();
    parts.forEach((slices, index) => this.addPart(index + 1, parts.length, slices, {
      role, heartbeat, named: index === 0 ? whole : [], configurationSets: index === 0 ? configurationSets : [],
    }));
  }

  private addPart(part: number, parts: number, slices: readonly Slice[], options: PartOptions): void {
    const { role, heartbeat, named, configurationSets } = options;
    const scope = new Construct(this, `Part${part}`);
    const schedule = scheduleOf(part, parts, this.node.path, this.props.schedule);
    failOn(this, schedule ? undefined : { property: 'schedule', must: NOT_SHIFTABLE, got: this.props.schedule!.expressionString });
    const input = scheduleInput({
      part,
      slices,
      named,
      configurationSets: configurationSets.map(monitored),
      ignore: this.props.ignore ?? [],
      acknowledged: this.props.acknowledged ?? [],
    });
    const resource = new scheduler.Schedule(scope, 'Schedule', {
      description: `Checks Amazon SES email templates for drift, part ${part} of ${parts}`,
      scheduleName: scheduleName(part),
      scheduleGroup: this.group,
      schedule: schedule!,
      timeWindow: scheduler.TimeWindow.flexible(Duration.minutes(FLEXIBLE_MINUTES)),
      target: new targets.LambdaInvoke(this.handler, {
        input: scheduler.ScheduleTargetInput.fromObject(input),
        role: role.withoutPolicyUpdates(),
        retryAttempts: 3,
        maxEventAge: Duration.hours(1),
      }),
    });
    scope.node.addValidation({ validate: () => this.sizeProblems(part, input) });
    // So that the schedule declares what has been deployed, not what is about to be.
    resource.node.addDependency(
      role,
      ...slices.map(({ deployed }) => deployed.resource),
      ...configurationSets.flatMap(set => [set.resource, ...set.destinations]),
    );
    if (!(this.props.alarm ?? true)) return;
    addAlarms(scope, {
      what: parts === 1 ? this.node.path : `${this.node.path}, part ${part} of ${parts}`,
      heartbeat,
      topics: this.props.onDrift ?? [],
      metric: (name, props) => this.metric(name, { ...props, dimensionsMap: { [DRIFT_DIMENSIONS.part]: String(part) } }),
    });
  }

  /** The role of the schedules, which may invoke the unqualified function only: `LambdaInvoke` would grant all of its versions. */
  private schedulerRole(): iam.Role {
    const stack = Stack.of(this);
    return new iam.Role(this, 'SchedulerRole', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': this.group.scheduleGroupArn } },
      }),
      inlinePolicies: {
        Invoke: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.handler.functionArn] })],
        }),
      },
    });
  }

  /** What to check, by resource: each template once, even if both a set and one of its templates are given. */
  private watched(): Slice[] {
    const keys = new Map<DeployedResource, Set<string>>();
    for (const { deployed, key } of this.given()) {
      const known = keys.get(deployed) ?? new Set();
      keys.set(deployed, known);
      (key === undefined ? Object.keys(deployed.templates) : [key]).forEach(one => known.add(one));
    }
    return Array.from(keys, ([deployed, chosen]) => ({ deployed, keys: Object.keys(deployed.templates).filter(key => chosen.has(key)) }));
  }

  private given(): DeployedTemplates[] {
    if (this.props.templates) return this.props.templates.map(one => one._deployedTemplates);
    const stack = Stack.of(this);
    return stack.node.findAll()
      .filter(construct => CfnResource.isCfnResource(construct) && construct.stack === stack)
      .flatMap(construct => deployedBy(construct) ?? [])
      .map(deployed => ({ deployed }));
  }

  private problems(): string[] {
    if (!this.completed) return ['the monitor must be created before synthesis, got: one that an aspect created after the stack had been visited'];
    const late = this.watched().flatMap(({ deployed, keys }) => {
      const known = this.completed!.find(slice => slice.deployed === deployed)?.keys ?? [];
      return keys.filter(key => !known.includes(key)).map(key => deployed.templates[key].Name);
    });
    const memorySize = this.props.memorySize ?? DEFAULT_MEMORY;
    const needed = Math.max(0, ...this.completed.map(({ deployed: { asset } }) => asset ? memoryNeeded(asset.size, asset.largestTemplate) : 0));
    return [
      ...this.completed.length + this.configurationSets.length === 0 ? ['the monitor must have something to check, got: a stack without email templates; pass templates'] : [],
      ...late.length > 0 ? [`templates must be added before synthesis, got: ${late.join(', ')} after it began`] : [],
      ...needed > memorySize ? [`memorySize must be at least ${needed} for the largest asset, got: ${memorySize}`] : [],
    ];
  }

  private sizeProblems(part: number, input: object): string[] {
    const bytes = Buffer.byteLength(JSON.stringify(Stack.of(this).resolve(input)));
    if (bytes <= MAX_SCHEDULE_INPUT_BYTES) return [];
    return [`the input of schedule ${part} must have at most ${MAX_SCHEDULE_INPUT_BYTES} bytes, got: ${bytes}; `
      + 'use fewer deploy-time values in the templates, or check them with several monitors'];
  }
}

type DeclaredConfigurationSetSource = Pick<DeclaredConfigurationSet, 'set' | 'resource'>;

interface PartOptions {
  readonly role: iam.Role;
  readonly heartbeat: Duration;
  readonly named: readonly DeployedResource[];
  readonly configurationSets: readonly DeclaredConfigurationSet[];
}
