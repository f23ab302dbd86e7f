import { aws_events as events, Stack } from 'aws-cdk-lib';
import { EmailConfigurationSet, EmailEventDestination } from '../../../src';
import { configurationSet, DESTINATION, only, stackIn } from '../../support/events';

const DEFAULT_BUS = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-west-1:111122223333:event-bus/default']] };

describe('publishing to EventBridge', () => {
  test('goes to the default bus of the account and Region', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Bus', EmailEventDestination.defaultEventBus());

    expect(only(stack, DESTINATION).Properties.EventDestination.EventBridgeDestination).toEqual({ EventBusArn: DEFAULT_BUS });
  });

  test.each([
    ['by name', (stack: Stack) => events.EventBus.fromEventBusName(stack, 'Bus', 'default')],
    ['by its ARN', (stack: Stack) => events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:111122223333:event-bus/default')],
  ])('takes the default bus given as a construct %s', (_, busOf) => {
    const { stack, set } = configurationSet();

    set.publishTo('Bus', EmailEventDestination.eventBus(busOf(stack)));

    expect(only(stack, DESTINATION).Properties.EventDestination.EventBridgeDestination).toEqual({ EventBusArn: DEFAULT_BUS });
  });

  test('takes a literal default bus in a stack of any account and Region', () => {
    const stack = stackIn({});
    const set = new EmailConfigurationSet(stack, 'Events');

    set.publishTo('Bus', EmailEventDestination.eventBus(
      events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:111122223333:event-bus/default')));

    expect(only(stack, DESTINATION).Properties.EventDestination.EventBridgeDestination.EventBusArn['Fn::Join'][1])
      .toContain(':event-bus/default');
  });

  test.each([
    ['a bus of this app', (stack: Stack) => new events.EventBus(stack, 'Bus'), 'Shop/Bus'],
    ['an imported bus', (stack: Stack) => events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:111122223333:event-bus/orders'),
      'arn:aws:events:eu-west-1:111122223333:event-bus/orders'],
    ['the default bus of another Region', (stack: Stack) => events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:us-east-1:111122223333:event-bus/default'),
      'arn:aws:events:us-east-1:111122223333:event-bus/default'],
    ['the default bus of another account', (stack: Stack) => events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:444455556666:event-bus/default'),
      'arn:aws:events:eu-west-1:444455556666:event-bus/default'],
  ])('%s is refused with advice to add a rule', (_, busOf, got) => {
    const { stack, set } = configurationSet();

    expect(() => set.publishTo('Bus', EmailEventDestination.eventBus(busOf(stack)))).toThrow(new Error(
      `Shop/Events/Bus: bus must be the default event bus of the account and Region, the only one that SES publishes to, got: ${got}; `
      + 'publish to EmailEventDestination.defaultEventBus() and forward events from there: '
      + "new events.Rule(this, id, { eventPattern: { source: ['aws.ses'] }, targets: [new targets.EventBus(bus)] })"));
  });
});
