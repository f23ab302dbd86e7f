import { acknowledgementOf } from './acknowledgement';
import { Finding, Subject } from './finding';
import { MonitoredConfigurationSet, MonitoredDestination } from '../../src/contract/drift';

/** The event destinations of a configuration set, as version 1 of the API describes them. */
export type LiveDestination = MonitoredDestination & { readonly Name: string };

/** The result of a comparison. */
export interface ComparedConfigurationSet {
  readonly finding?: Finding;
  /** What version 1 of the API does not show, so that it is unknown whether it differs. */
  readonly notComparable: readonly string[];
}

/** The event types that version 1 of the API knows, in the spelling of `canonicalType` (docs/ses-facts.md#event-types). */
const COMPARABLE_TYPES = new Set(['send', 'reject', 'bounce', 'complaint', 'delivery', 'open', 'click', 'renderingfailure']);

/**
 * Compares the event destinations of a configuration set with their declaration.
 *
 * @param live undefined if there is no such configuration set
 */
export function compareConfigurationSet(
  subject: Subject, { Name: name, Destinations: declared }: MonitoredConfigurationSet, live: readonly LiveDestination[] | undefined,
): ComparedConfigurationSet {
  const notComparable = declared.flatMap(limitsOf);
  if (!live) return { finding: { kind: 'MISSING', subject, acknowledgement: acknowledgementOf(name, 'MISSING', declared) }, notComparable };
  const details = differences(declared.filter(isComparable), live.filter(isComparable));
  if (details.length === 0) return { notComparable };
  return { finding: { kind: 'DIFFERENT', subject, details, acknowledgement: acknowledgementOf(name, 'DIFFERENT', details) }, notComparable };
}

/** Pairs destinations by name, or by target if CloudFormation generated the name. */
function differences(declared: readonly MonitoredDestination[], live: readonly LiveDestination[]): string[] {
  const unpaired = new Set(live);
  const take = (matches: (candidate: LiveDestination) => boolean) => {
    const found = [...unpaired].find(matches);
    if (found) unpaired.delete(found);
    return found;
  };
  const pairs = new Map<MonitoredDestination, LiveDestination | undefined>();
  for (const one of declared.filter(({ Name: given }) => given !== undefined)) pairs.set(one, take(({ Name: name }) => name === one.Name));
  for (const one of declared.filter(({ Name: given }) => given === undefined)) pairs.set(one, take(other => targetOf(other) === targetOf(one)));
  return [
    ...[...pairs].flatMap(([one, other]) => other ? differencesOf(one, other) : [`missing: ${describe(one)}`]),
    ...[...unpaired].map(other => `not declared: ${describe(other)}`),
  ];
}

function differencesOf(declared: MonitoredDestination, live: LiveDestination): string[] {
  const [from, to] = [declared, live].map(one => ({ target: targetOf(one), enabled: isEnabled(one), events: eventsOf(one) }));
  const line = (what: string, before: unknown, after: unknown) => before === after ? [] : [`${live.Name}: ${what}: declared ${before}, live ${after}`];
  return [...line('target', from.target, to.target), ...line('enabled', from.enabled, to.enabled), ...line('events', from.events, to.events)];
}

function limitsOf(destination: MonitoredDestination): string[] {
  if (!isComparable(destination)) return [`${describe(destination)}: version 1 of the API does not show it`];
  const unknown = destination.MatchingEventTypes.filter(type => !COMPARABLE_TYPES.has(canonicalType(type)));
  return unknown.length > 0 ? [`${describe(destination)}: version 1 of the API does not show the event types ${unknown.join(', ')}`] : [];
}

function isComparable({ CloudWatchDestination, KinesisFirehoseDestination, SnsDestination }: MonitoredDestination): boolean {
  return (CloudWatchDestination ?? KinesisFirehoseDestination ?? SnsDestination) !== undefined;
}

function describe(destination: MonitoredDestination): string {
  const target = targetOf(destination);
  return destination.Name === undefined ? target : `${destination.Name} (${target})`;
}

/** The target of events, with everything that is compared. */
function targetOf({ CloudWatchDestination: cloudWatch, KinesisFirehoseDestination: firehose, SnsDestination: sns }: MonitoredDestination): string {
  if (cloudWatch) {
    const dimensions = (cloudWatch.DimensionConfigurations ?? []).map(({ DimensionName, DimensionValueSource, DefaultDimensionValue }) =>
      `${DimensionName}=${DefaultDimensionValue} from ${DimensionValueSource}`);
    return `CloudWatch by ${dimensions.sort().join(', ')}`;
  }
  if (firehose) return `Firehose ${firehose.DeliveryStreamARN} as ${firehose.IAMRoleARN}`;
  return sns ? `SNS ${sns.TopicARN}` : 'EventBridge';
}

/** CloudFormation may pass a boolean as a string. An absent one is false. */
function isEnabled({ Enabled: enabled }: MonitoredDestination): boolean {
  return String(enabled ?? false) === 'true';
}

function eventsOf({ MatchingEventTypes: types }: MonitoredDestination): string {
  return types.map(canonicalType).filter(type => COMPARABLE_TYPES.has(type)).sort().join(', ') || 'none';
}

/** CloudFormation accepts both `renderingFailure` and `RENDERING_FAILURE` (docs/ses-facts.md#event-type-spelling). */
function canonicalType(type: string): string {
  return type.toLowerCase().replaceAll('_', '');
}
