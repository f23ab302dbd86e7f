import { aws_ses as ses } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CONFIGURATION_SET_TAG } from './event-metrics';
import { MAX_EVENT_DESTINATIONS } from './event-rules';
import { refuse } from './refuse';

/** One event destination of a configuration set, by the construct that makes it. */
export interface Publication {
  readonly construct: IConstruct;
  /** The name that the user gave it. */
  readonly name?: string;
  /** The dimensions of a CloudWatch destination. */
  readonly dimensions?: readonly string[];
  readonly enabled: boolean;
  readonly events: Set<string>;
}

const KEY = Symbol.for('cdk-ses-templates.Publications');

/** The child of a set that publishes the metrics which alarms and dashboards need and nobody else publishes. */
export const STAND_IN_ID = 'MonitoredMetrics';

/** What is published on one configuration set, by whichever construct: the limits are the set's. */
export class Publications {
  /** The publications of a set, kept on the set itself: imported sets have no place of their own for them. */
  public static of(set: ses.IConfigurationSet): Publications {
    const holder = set as ses.IConfigurationSet & { [KEY]?: Publications };
    if (!holder[KEY]) Object.defineProperty(holder, KEY, { value: new Publications(set) });
    return holder[KEY]!;
  }

  private publications: Publication[] = [];

  private constructor(private readonly set: ses.IConfigurationSet) {}

  /** Adds a destination; fails when the set would have too many, the same name twice, or count an event twice. */
  public add(publication: Publication): void {
    const { construct, name } = publication;
    const twin = name === undefined ? undefined : this.publications.find(other => other.name === name);
    if (twin) {
      refuse(construct, `eventDestinationName must be unique in a configuration set, got: '${name}', which ${twin.construct.node.path} has already`);
    }

    if (publication.dimensions && publication.enabled) {
      for (const event of publication.events) this.claim(event, publication);
    }

    this.publications.push(publication);
    if (this.publications.length > MAX_EVENT_DESTINATIONS) {
      refuse(construct, `a configuration set takes at most ${MAX_EVENT_DESTINATIONS} event destinations, `
        + `got: ${this.publications.length} on ${this.set.node.path}`);
    }
  }

  /** The destination that publishes an event's metric under exactly these dimensions: CloudWatch cannot sum up over one of them. */
  public find(event: string, dimensions: readonly string[]): Publication | undefined {
    return this.publications.find(other =>
      other.enabled && other.events.has(event) && other.dimensions && sameNames(other.dimensions, dimensions));
  }

  /** What the set publishes to CloudWatch, for a message. */
  public describeMetrics(): string {
    const metrics = this.publications.filter(({ dimensions, enabled }) => dimensions && enabled);
    return metrics.map(({ dimensions, events }) => `${[...events].join(', ')} by ${dimensions!.join(' and ')}`).join('; ') || 'nothing';
  }

  /** The destination that stands in for what nobody publishes. */
  public get standIn(): Publication | undefined {
    const child = this.set.node.tryFindChild(STAND_IN_ID);
    return child && this.publications.find(({ construct }) => construct === child);
  }

  /** Two destinations with the same dimensions feed the same metric. The stand-in makes way; a user's own does not. */
  private claim(event: string, { construct, dimensions }: Publication): void {
    const other = this.find(event, dimensions!);
    if (!other) return;
    if (other !== this.standIn) {
      refuse(construct, `events: '${event}' is published by ${other.construct.node.path} under the same dimensions, `
        + `${dimensions!.join(' and ')}, and would be counted twice. Leave it out of one of them.`);
    }
    other.events.delete(event);
    if (other.events.size === 0) {
      this.publications = this.publications.filter(publication => publication !== other);
      this.set.node.tryRemoveChild(STAND_IN_ID);
    }
  }
}

/** What is missing for a metric, with what to add. */
export function missingMetric(set: ses.IConfigurationSet, event: string, dimensions: readonly string[]): string | undefined {
  const publications = Publications.of(set);
  if (publications.find(event, dimensions)) return undefined;
  const byConfigurationSet = sameNames(dimensions, [CONFIGURATION_SET_TAG]);
  const factories = byConfigurationSet ? 'EmailEventDimension.configurationSet()' : `… one for each of: ${dimensions.join(', ')} …`;
  return `no CloudWatch destination publishes '${event}' by ${dimensions.join(' and ')}, so the metric would stay empty. `
    + `Add: publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [${factories}] })). Published so far: ${publications.describeMetrics()}.`;
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every(name => others.includes(name));
}
