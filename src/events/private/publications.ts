import { aws_ses as ses } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CONFIGURATION_SET_TAG, EVENT_OF_METRIC } from './event-metrics';
import { MAX_EVENT_DESTINATIONS } from './event-rules';
import { failOn, Problem } from './problem';

/** An event destination of a configuration set, and the construct that defines it. */
export interface Publication {
  readonly construct: IConstruct;
  /** The name given by the user. */
  readonly name?: string;
  /** The dimensions of a CloudWatch destination. */
  readonly dimensions?: readonly string[];
  readonly enabled: boolean;
  readonly events: Set<string>;
}

const KEY = Symbol.for('cdk-ses-templates.Publications');

/** The construct id of the destination that publishes the metrics of alarms and dashboards. */
export const MONITORED_METRICS_ID = 'MonitoredMetrics';

/** The event destinations of one configuration set, which share its limits, whichever construct defines them. */
export class Publications {
  /** The publications of a set. They are stored on the construct, which can be of any class. */
  public static of(set: ses.IConfigurationSetRef): Publications {
    const holder = set as ses.IConfigurationSetRef & { [KEY]?: Publications };
    if (!holder[KEY]) Object.defineProperty(holder, KEY, { value: new Publications(set) });
    return holder[KEY]!;
  }

  private publications: Publication[] = [];
  private outside?: Publication;
  private complete = true;

  private constructor(private readonly set: ses.IConfigurationSetRef) {}

  /**
   * Records what an imported set publishes without this app.
   *
   * @param events the event types published to CloudWatch by configuration set; `undefined` if that is unknown
   */
  public import(events: readonly string[] | undefined): void {
    this.complete = events !== undefined;
    this.outside = { construct: this.set, dimensions: [CONFIGURATION_SET_TAG], enabled: true, events: new Set(events) };
  }

  /** Whether all CloudWatch destinations are known, so that a metric without one is known to be empty. */
  public get isComplete(): boolean {
    return this.complete;
  }

  /** Adds a destination. Throws if the set would have too many, a name twice, or an event counted twice. */
  public add(publication: Publication): void {
    const { construct, name } = publication;
    const twin = name === undefined ? undefined : this.publications.find(other => other.name === name);
    failOn(construct, twin && {
      property: 'eventDestinationName',
      must: 'be unique in a configuration set',
      got: `'${name}', the name of ${twin.construct.node.path}`,
      remedy: 'choose another name',
    });

    if (publication.dimensions && publication.enabled) {
      for (const event of publication.events) this.claim(event, publication);
    }

    this.publications.push(publication);
    failOn(construct, this.publications.length <= MAX_EVENT_DESTINATIONS ? undefined : {
      property: 'configurationSet',
      must: `have at most ${MAX_EVENT_DESTINATIONS} event destinations`,
      got: `${this.publications.length} on ${this.set.node.path}`,
      remedy: 'publish more event types to fewer destinations',
    });
  }

  /** The destination that publishes an event under exactly these dimensions: CloudWatch does not aggregate over any of them. */
  public find(event: string, dimensions: readonly string[]): Publication | undefined {
    return this.all().find(other =>
      other.enabled && other.events.has(event) && other.dimensions && sameNames(other.dimensions, dimensions));
  }

  /** What the set publishes to CloudWatch, for a message. */
  public describeMetrics(): string {
    const metrics = this.all().filter(({ dimensions, enabled, events }) => dimensions && enabled && events.size > 0);
    return metrics.map(({ dimensions, events }) => `${[...events].join(', ')} by ${dimensions!.join(' and ')}`).join('; ') || 'nothing';
  }

  /** The destination made for alarms and dashboards, if there is one. */
  public get monitoredMetrics(): Publication | undefined {
    const child = this.set.node.tryFindChild(MONITORED_METRICS_ID);
    return child && this.publications.find(({ construct }) => construct === child);
  }

  private all(): Publication[] {
    return this.outside ? [this.outside, ...this.publications] : this.publications;
  }

  /** Two destinations with the same dimensions count an event twice. A user's own replaces the one made for alarms and dashboards. */
  private claim(event: string, { construct, dimensions }: Publication): void {
    const other = this.find(event, dimensions!);
    if (!other) return;
    failOn(construct, other === this.monitoredMetrics ? undefined : {
      property: 'events',
      must: `name an event type in one destination only for the same dimensions, ${dimensions!.join(' and ')}, or it is counted twice`,
      got: `'${event}', already published by ${other.construct.node.path}`,
      remedy: 'omit it from one of them',
    });
    other.events.delete(event);
    if (other.events.size === 0) {
      this.publications = this.publications.filter(publication => publication !== other);
      this.set.node.tryRemoveChild(MONITORED_METRICS_ID);
    }
  }
}

/** Checks that a metric has data: that a destination publishes its event under these dimensions. */
export function missingMetric(set: ses.IConfigurationSetRef, metricName: string, dimensions: readonly string[]): Problem | undefined {
  const publications = Publications.of(set);
  const event = EVENT_OF_METRIC[metricName];
  if (event === undefined || !publications.isComplete || publications.find(event, dimensions)) return undefined;
  const byConfigurationSet = sameNames(dimensions, [CONFIGURATION_SET_TAG]);
  const factories = byConfigurationSet ? 'EmailEventDimension.configurationSet()' : `/* one for each of: ${dimensions.join(', ')} */`;
  return {
    property: `the metric ${metricName}`,
    must: `be published by ${dimensions.join(' and ')} to have data`,
    got: publications.describeMetrics(),
    remedy: `add publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [${factories}] }))`,
  };
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every(name => others.includes(name));
}
