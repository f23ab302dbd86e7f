import { aws_ses as ses, Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailEventDestination } from './email-event-destination';
import { eventsProblem, nameProblem } from './private/event-rules';
import { Publications } from './private/publications';
import { readableValue } from './private/readable';
import { differ, literal, refuse } from './private/refuse';

/** Options for publishing events to a destination. */
export interface EmailEventPublishingOptions {
  /**
   * The destination's name in SES: 1 to 64 characters of `a-z`, `A-Z`, `0-9`, `_` and `-`, once in a configuration set.
   *
   * CloudFormation does not rename a destination: the name is part of the logical id, so that another name makes a new
   * destination before the old one is deleted. For that moment the set has one destination more.
   *
   * @default - a name that CloudFormation generates
   */
  readonly eventDestinationName?: string;

  /**
   * The types of event to publish, at least one, each once.
   *
   * Publishing `OPEN` or `CLICK` turns tracking on: SES then adds an image to HTML emails, or rewrites their links.
   *
   * @default - all types
   */
  readonly events?: ses.EmailSendingEvent[];

  /**
   * Whether SES publishes to the destination.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Properties for publishing events of a configuration set to a destination. */
export interface EmailEventPublishingProps extends EmailEventPublishingOptions {
  /** The configuration set, in the Region and account of the stack. It may be imported. */
  readonly configurationSet: ses.IConfigurationSet;

  /** Where the events go. */
  readonly destination: EmailEventDestination;
}

/**
 * Publishes the events of a configuration set, of this app or imported, to a destination.
 *
 * Fails for a destination that SES would refuse, or to which it would lose events in silence. A configuration set takes
 * at most 10 destinations; what was added outside this app is not counted.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html
 */
export class EmailEventPublishing extends Construct {
  /** The id of the destination in CloudFormation. */
  public readonly configurationSetEventDestinationId: string;

  constructor(scope: Construct, id: string, props: EmailEventPublishingProps) {
    super(scope, id);
    const { configurationSet, eventDestinationName: name } = props;
    const events = new Set(props.events ?? Object.values(ses.EmailSendingEvent));
    this.checkEnvironment(configurationSet);
    refuse(this, nameProblem('eventDestinationName', literal(name)));
    refuse(this, props.events && eventsProblem(props.events));

    const { destination, dependencies = [] } = props.destination.bind(this, configurationSet);
    Publications.of(configurationSet).add({
      construct: this,
      name,
      dimensions: destination.dimensions?.map(dimension => dimension.name),
      enabled: props.enabled ?? true,
      events,
    });

    const resource = new ses.ConfigurationSetEventDestination(this, destinationId(literal(name)), {
      configurationSet,
      configurationSetEventDestinationName: name,
      destination,
      enabled: props.enabled,
      // At synth: what an alarm needs may grow, or be taken over by another destination.
      events: Lazy.list({ produce: () => [...events] }) as ses.EmailSendingEvent[],
    });
    resource.node.addDependency(...dependencies);
    this.configurationSetEventDestinationId = resource.configurationSetEventDestinationId;
  }

  private checkEnvironment({ node, env }: ses.IConfigurationSet): void {
    const { region, account } = Stack.of(this);
    if (differ(env.region, region) || differ(env.account, account)) {
      const place = (...values: string[]) => values.map(value => readableValue(this, value)).join(' in ');
      refuse(this, `configurationSet must be in the account and Region of the stack, ${place(account, region)}, `
        + `got: ${node.path}, ${place(env.account, env.region)}`);
    }
  }
}

/** CloudFormation takes a new name for an old resource and does nothing (cloudformation-coverage-roadmap#2131). */
function destinationId(name: string | undefined): string {
  return name === undefined ? 'Destination' : `Destination-${name}`;
}
