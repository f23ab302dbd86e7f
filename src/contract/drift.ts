import { EmailTemplatesProperties, PartName } from './contract';
import { CALLS_PER_SECOND, FUNCTION_TIMEOUT_SECONDS } from './limits';

/**
 * What a `TemplateDriftMonitor` passes to its function: the input of its schedules.
 *
 * The input repeats the properties of the custom resources, which CloudFormation resolves the same way in both places. The
 * function reads it from the schedule itself, so a scheduled and a manual check compare with the same declaration.
 */

/** What a check can find, most urgent first. */
export const DRIFT_FINDINGS = ['BROKEN', 'MISSING', 'CHANGED', 'DIFFERENT', 'UNEXPECTED'] as const;
export type DriftFindingName = typeof DRIFT_FINDINGS[number];

export const DRIFT_MODES = ['REPORT', 'HEAL'] as const;
export type DriftModeName = typeof DRIFT_MODES[number];

/** The input of one schedule: as much as one run can check. */
export interface DriftScheduleInput {
  readonly Version: typeof DRIFT_INPUT_VERSION;
  /** The number of the schedule, from 1. */
  readonly Part: number;
  readonly Resources: readonly MonitoredResource[];
  readonly ConfigurationSets: readonly MonitoredConfigurationSet[];
  readonly Names: readonly MonitoredNames[];
  readonly Ignore: readonly IgnoreRule[];
  /** The acknowledgements of findings that are known and accepted. */
  readonly Acknowledged: readonly string[];
}

export const DRIFT_INPUT_VERSION = 1;

/** A custom resource that deploys templates, or the part of it that this schedule checks. */
export interface MonitoredResource {
  readonly StackId: string;
  readonly LogicalId: string;
  /** As CloudFormation sends them to the deployment function, with the templates that this schedule checks. */
  readonly Properties: EmailTemplatesProperties;
}

/** Names that belong to a set: its prefix and suffix. */
export interface MonitoredNames {
  readonly Prefix: string;
  readonly Suffix: string;
  /** The names of this form that the app declares, in whichever resource. */
  readonly Declared: readonly string[];
}

/** A configuration set as the app declares it, in the form of CloudFormation's properties. */
export interface MonitoredConfigurationSet {
  readonly StackId: string;
  readonly LogicalId: string;
  readonly Name: string;
  readonly Destinations: readonly MonitoredDestination[];
}

export interface MonitoredDestination {
  /** Absent where CloudFormation generates the name. */
  readonly Name?: string;
  readonly Enabled?: boolean | string;
  readonly MatchingEventTypes: readonly string[];
  readonly CloudWatchDestination?: { readonly DimensionConfigurations?: readonly MonitoredDimension[] };
  readonly KinesisFirehoseDestination?: { readonly IAMRoleARN: string; readonly DeliveryStreamARN: string };
  readonly SnsDestination?: { readonly TopicARN: string };
  readonly EventBridgeDestination?: { readonly EventBusArn: string };
}

export interface MonitoredDimension {
  readonly DimensionName: string;
  readonly DimensionValueSource: string;
  readonly DefaultDimensionValue: string;
}

/** Findings that count as known. What a rule leaves out, it does not restrict. */
export interface IgnoreRule {
  /** Names of templates or configuration sets; `*` stands for any characters. */
  readonly Names: readonly string[];
  /** Restricts the rule to changes of these parts. */
  readonly Parts?: readonly PartName[];
  readonly Findings?: readonly DriftFindingName[];
}

/** The name of a schedule in the monitor's group. */
export function scheduleName(part: number): string {
  return `part-${part}`;
}

/** The largest input that EventBridge Scheduler accepts for a target, in bytes: 256 KB. */
export const MAX_SCHEDULE_INPUT_BYTES = 262_144;

/**
 * The pace of the monitor, as a part of the quota: a little below the deployment's, so that turns stay free. When SES throttles
 * it all the same, someone else uses the quota, and the monitor makes way.
 */
export const DRIFT_PACE = 0.99;

/** The part of a run's time that its templates should need at full pace. The rest is for throttled calls, second looks and the report. */
const AT_FULL_PACE = 0.7;

/** How many templates one run checks. */
export const MAX_TEMPLATES_PER_CHECK = Math.floor(AT_FULL_PACE * FUNCTION_TIMEOUT_SECONDS * CALLS_PER_SECOND * DRIFT_PACE);

/** The namespace of the monitor's metrics, and the source of its events. */
export const DRIFT_NAMESPACE = 'CdkSesTemplates';
export const DRIFT_EVENT_SOURCE = 'cdk-ses-templates';
export const DRIFT_EVENT_DETAIL_TYPE = 'SES Email Template Drift';

/** The metrics of a check, by monitor and by monitor and part. */
export const DRIFT_METRICS = [
  'Checked', 'Drifted', 'Missing', 'Unexpected', 'Broken', 'Different', 'Healed', 'Ignored', 'CheckFailed', 'Problems', 'Heartbeat',
] as const;
export type DriftMetricName = typeof DRIFT_METRICS[number];
export const DRIFT_DIMENSIONS = { monitor: 'Monitor', part: 'Part' } as const;
