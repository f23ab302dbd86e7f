import { Arn, ArnFormat, aws_events as events, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { differ, failOn } from './problem';

/** The default bus of the scope's account and Region, in the form that `aws-cdk-lib/aws-ses` compares with. */
export function defaultBus(scope: Construct): events.IEventBus {
  return events.EventBus.fromEventBusArn(scope, 'DefaultEventBus', defaultBusArn(scope));
}

/** Throws for every bus except the default one. */
export function checkDefaultBus(scope: Construct, bus: events.IEventBus): void {
  if (bus.eventBusArn === defaultBusArn(scope) || isLiteralDefaultBus(scope, bus.eventBusArn)) return;
  failOn(scope, {
    property: 'bus',
    must: 'be the default event bus of the account and Region, the only one that SES publishes to',
    got: Token.isUnresolved(bus.eventBusArn) ? bus.node.path : bus.eventBusArn,
    remedy: 'publish to EmailEventDestination.defaultEventBus() and forward events from there: '
      + "new events.Rule(this, id, { eventPattern: { source: ['aws.ses'] }, targets: [new targets.EventBus(bus)] })",
  });
}

function defaultBusArn(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
}

function isLiteralDefaultBus(scope: Construct, arn: string): boolean {
  if (Token.isUnresolved(arn)) return false;
  const { resource, resourceName, region, account } = Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME);
  const { region: ownRegion, account: ownAccount } = Stack.of(scope);
  return resource === 'event-bus' && resourceName === 'default' && !differ(region!, ownRegion) && !differ(account!, ownAccount);
}
