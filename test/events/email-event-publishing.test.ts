import { CfnParameter, aws_ses as ses, Stack } from 'aws-cdk-lib';
import {
  EmailConfigurationSet, EmailEventDestination, EmailEventDestinationConfig, EmailEventDimension, EmailEventPublishing,
} from '../../src';
import { all, configurationSet, DESTINATION, only, stackIn } from '../support/events';

const bus = () => EmailEventDestination.defaultEventBus();
const metrics = () => EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] });

describe('publishing events', () => {
  test('publishes all event types, enabled, under a generated name, by default', () => {
    const { stack, set } = configurationSet();

    const publishing = set.publishTo('Bus', bus());

    const destination = only(stack, DESTINATION);
    expect(destination.Properties.ConfigurationSetName).toEqual({ Ref: 'EventsD32975C2' });
    expect(destination.Properties.EventDestination).toMatchObject({
      Enabled: true,
      MatchingEventTypes: [
        'send', 'reject', 'bounce', 'complaint', 'delivery', 'open', 'click', 'renderingFailure', 'deliveryDelay', 'subscription',
      ],
    });
    expect(destination.Properties.EventDestination).not.toHaveProperty('Name');
    expect(stack.resolve(publishing.configurationSetEventDestinationId)).toEqual({ 'Fn::GetAtt': [destination.id, 'Id'] });
  });

  test('publishes the given event types under the given name, or disabled', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Bus', bus(), {
      eventDestinationName: 'bounces', enabled: false, events: [ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
    });

    expect(only(stack, DESTINATION).Properties.EventDestination).toMatchObject({
      Name: 'bounces', Enabled: false, MatchingEventTypes: ['bounce', 'complaint'],
    });
  });

  test('works on an imported configuration set', () => {
    const stack = stackIn();

    new EmailEventPublishing(stack, 'Publishing', {
      configurationSet: ses.ConfigurationSet.fromConfigurationSetName(stack, 'Events', 'orders'), destination: bus(),
    });

    expect(only(stack, DESTINATION).Properties.ConfigurationSetName).toBe('orders');
  });

  test('accepts custom destinations', () => {
    class Twin extends EmailEventDestination {
      public bind(): EmailEventDestinationConfig {
        return { destination: ses.EventDestination.cloudWatchDimensions([{ source: ses.CloudWatchDimensionSource.LINK_TAG, name: 'a', defaultValue: 'b' }]) };
      }
    }
    const { stack, set } = configurationSet();

    set.publishTo('Twin', new Twin());

    expect(only(stack, DESTINATION).Properties.EventDestination.CloudWatchDestination.DimensionConfigurations).toHaveLength(1);
  });
});

describe('a changed name creates a new destination', () => {
  function logicalId(eventDestinationName?: string): string {
    const { stack, set } = configurationSet();
    set.publishTo('Bus', bus(), { eventDestinationName });
    return only(stack, DESTINATION).id;
  }

  test('the name is part of the logical id', () => {
    expect(new Set([logicalId(), logicalId('one'), logicalId('two')]).size).toBe(3);
  });

  test('the same name keeps it', () => {
    expect(logicalId('one')).toBe(logicalId('one'));
  });

  test('a name that is known only at deployment is accepted', () => {
    const { stack, set } = configurationSet();
    const parameter = new CfnParameter(stack, 'Name');

    set.publishTo('Bus', bus(), { eventDestinationName: parameter.valueAsString });

    expect(only(stack, DESTINATION).Properties.EventDestination.Name).toEqual({ Ref: 'Name' });
    expect(only(stack, DESTINATION).id).toBe(logicalId());
  });
});

describe('what SES would refuse is refused', () => {
  test.each([
    ['a name with a space', 'my bounces'], ['an empty name', ''], ['a name of 65 characters', 'x'.repeat(65)],
  ])('%s', (_, eventDestinationName) => {
    const { set } = configurationSet();

    expect(() => set.publishTo('Bus', bus(), { eventDestinationName })).toThrow(new Error(
      `Shop/Events/Bus: eventDestinationName must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, got: '${eventDestinationName}'`));
  });

  test('the name of another destination of the set', () => {
    const { set } = configurationSet();
    set.publishTo('Bus', bus(), { eventDestinationName: 'bounces' });

    expect(() => set.publishTo('Other', bus(), { eventDestinationName: 'bounces' })).toThrow(new Error(
      "Shop/Events/Other: eventDestinationName must be unique in a configuration set, got: 'bounces', the name of Shop/Events/Bus; choose another name"));
  });

  test('no event types', () => {
    const { set } = configurationSet();

    expect(() => set.publishTo('Bus', bus(), { events: [] })).toThrow(new Error(
      'Shop/Events/Bus: events must name at least one event type, got: none; omit it to publish all types'));
  });

  test('an event type twice', () => {
    const { set } = configurationSet();
    const { BOUNCE, SEND } = ses.EmailSendingEvent;

    expect(() => set.publishTo('Bus', bus(), { events: [BOUNCE, SEND, BOUNCE] })).toThrow(new Error(
      'Shop/Events/Bus: events must name each event type once, got: bounce, send, bounce'));
  });

  test('an 11th destination', () => {
    const { stack, set } = configurationSet();
    for (let count = 1; count <= 10; count++) set.publishTo(`Bus${count}`, bus());
    expect(all(stack, DESTINATION)).toHaveLength(10);

    expect(() => set.publishTo('Bus11', bus())).toThrow(new Error(
      'Shop/Events/Bus11: configurationSet must have at most 10 event destinations, got: 11 on Shop/Events; publish more event types to fewer destinations'));
  });

  test('an 11th destination of an imported set, created by any construct', () => {
    const stack = stackIn();
    const set = ses.ConfigurationSet.fromConfigurationSetName(stack, 'Events', 'orders');
    for (let count = 1; count <= 10; count++) new EmailEventPublishing(stack, `Bus${count}`, { configurationSet: set, destination: bus() });

    expect(() => new EmailEventPublishing(stack, 'Bus11', { configurationSet: set, destination: bus() })).toThrow(new Error(
      'Shop/Bus11: configurationSet must have at most 10 event destinations, got: 11 on Shop/Events; publish more event types to fewer destinations'));
  });

  test('a configuration set in another Region', () => {
    const set = new EmailConfigurationSet(stackIn({ account: '111122223333', region: 'us-east-1' }), 'Events');
    const stack = stackIn(undefined, undefined, 'Ops');

    expect(() => new EmailEventPublishing(stack, 'Bus', { configurationSet: set, destination: bus() })).toThrow(new Error(
      'Ops/Bus: configurationSet must be in the account and Region of the stack, 111122223333 in eu-west-1, '
      + 'got: Shop/Events, 111122223333 in us-east-1; publish from a stack in the account and Region of the configuration set'));
  });

  test('a configuration set in another Region, if the accounts are known only at deployment', () => {
    const set = new EmailConfigurationSet(stackIn({ region: 'us-east-1' }), 'Events');
    const stack = stackIn({ region: 'eu-west-1' }, undefined, 'Ops');

    expect(() => new EmailEventPublishing(stack, 'Bus', { configurationSet: set, destination: bus() })).toThrow(new Error(
      'Ops/Bus: configurationSet must be in the account and Region of the stack, ${AWS::AccountId} in eu-west-1, '
      + 'got: Shop/Events, ${AWS::AccountId} in us-east-1; publish from a stack in the account and Region of the configuration set'));
  });
});

describe('an event is counted once', () => {
  test('a second CloudWatch destination for it under the same dimensions is refused', () => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics());

    expect(() => set.publishTo('More', metrics(), { events: [ses.EmailSendingEvent.BOUNCE] })).toThrow(new Error(
      'Shop/Events/More: events must name an event type in one destination only for the same dimensions, ses:configuration-set, or it is counted '
      + "twice, got: 'bounce', already published by Shop/Events/Metrics; omit it from one of them"));
  });

  test.each([
    ['other event types', (set: EmailConfigurationSet) => set.publishTo('More', metrics(), { events: [ses.EmailSendingEvent.SEND] })],
    ['other dimensions', (set: EmailConfigurationSet) => set.publishTo('More', EmailEventDestination.cloudWatch({
      dimensions: [EmailEventDimension.configurationSet(), EmailEventDimension.messageTag('campaign', 'none')],
    }))],
    ['a destination that is not enabled', (set: EmailConfigurationSet) => set.publishTo('More', metrics(), { enabled: false })],
    ['a destination that is no CloudWatch destination', (set: EmailConfigurationSet) => set.publishTo('More', bus())],
  ])('%s are accepted', (_, publishMore) => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics(), { events: [ses.EmailSendingEvent.BOUNCE] });

    publishMore(set);

    expect(all(Stack.of(set), DESTINATION)).toHaveLength(2);
  });
});
