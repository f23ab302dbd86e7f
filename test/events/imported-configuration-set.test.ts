import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_ses as ses, Duration, Fn } from 'aws-cdk-lib';
import { EmailConfigurationSet, EmailConfigurationSetAttributes, EmailDashboard, EmailEventDestination, EmailEventDimension, EmailEventPublishing } from '../../src';
import { all, DESTINATION, only, stackIn, warnings } from '../support/events';

const ARN = 'arn:aws:ses:eu-west-1:111122223333:configuration-set/orders';
const { SEND, BOUNCE } = ses.EmailSendingEvent;
const byConfigurationSet = () => EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] });

function imported(attrs: Partial<EmailConfigurationSetAttributes> = {}) {
  const stack = stackIn();
  return { stack, set: EmailConfigurationSet.fromConfigurationSetAttributes(stack, 'Orders', { configurationSetName: 'orders', ...attrs }) };
}

describe('an imported configuration set', () => {
  test('has a name and an ARN, from either of them', () => {
    const stack = stackIn();
    const byName = EmailConfigurationSet.fromConfigurationSetName(stack, 'ByName', 'orders');
    const byArn = EmailConfigurationSet.fromConfigurationSetArn(stack, 'ByArn', ARN);

    expect([byName.configurationSetName, byArn.configurationSetName]).toEqual(['orders', 'orders']);
    expect(stack.resolve(byName.configurationSetArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:configuration-set/orders']],
    });
    expect(byArn.configurationSetArn).toBe(ARN);
    expect(byArn.configurationSetRef).toEqual({ configurationSetName: 'orders' });
  });

  test('can have an ARN that is known only at deployment', () => {
    const stack = stackIn();

    const set = EmailConfigurationSet.fromConfigurationSetArn(stack, 'Orders', Fn.importValue('Arn'));

    expect(stack.resolve(set.configurationSetName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::ImportValue': 'Arn' }] }] }] }] });
  });

  test.each<[string, EmailConfigurationSetAttributes, string]>([
    ['neither name nor ARN', {}, 'attributes must have either configurationSetName or configurationSetArn, got: neither'],
    ['both', { configurationSetName: 'orders', configurationSetArn: ARN }, 'attributes must have either configurationSetName or configurationSetArn, got: both'],
    ['an invalid name', { configurationSetName: 'my orders' }, "configurationSetName must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, got: 'my orders'"],
    ['the ARN of something else', { configurationSetArn: 'arn:aws:ses:eu-west-1:111122223333:identity/shop.example' },
      "configurationSetArn must have the form arn:aws:ses:REGION:ACCOUNT:configuration-set/NAME, got: 'arn:aws:ses:eu-west-1:111122223333:identity/shop.example'"],
  ])('is refused with %s', (_, attrs, problem) => {
    expect(() => EmailConfigurationSet.fromConfigurationSetAttributes(stackIn(), 'Orders', attrs)).toThrow(new Error(`Shop/Orders: ${problem}`));
  });

  test('grants permission to send', () => {
    const { stack, set } = imported();
    const identity = ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'shop.example');

    set.grantSend(new iam.User(stack, 'User'), { identity }).assertSuccess();

    expect(only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement[0].Resource).toContainEqual(stack.resolve(set.configurationSetArn));
  });

  test('publishes to destinations', () => {
    const { stack, set } = imported();

    set.publishTo('Bus', EmailEventDestination.defaultEventBus());

    expect(only(stack, DESTINATION).Properties.ConfigurationSetName).toBe('orders');
  });

  test('of another Region has its metrics there, and takes no destinations from here', () => {
    const stack = stackIn();
    const set = EmailConfigurationSet.fromConfigurationSetArn(stack, 'Orders', ARN.replace('eu-west-1', 'us-east-1'));

    expect(set.metricBounce()).toMatchObject({ region: 'us-east-1', account: '111122223333' });
    expect(() => set.publishTo('Bus', EmailEventDestination.defaultEventBus())).toThrow(/^Shop\/Orders\/Bus: configurationSet must be in the account and Region/);
  });
});

describe('if it is unknown what the set publishes', () => {
  test('metrics are assumed to have data', () => {
    const { stack, set } = imported();

    expect(set.metricBounce()).toMatchObject({ metricName: 'Bounce', dimensions: { 'ses:configuration-set': 'orders' } });
    expect(set.metricReputationBounceRate({ period: Duration.hours(6) })).toMatchObject({ statistic: 'Average', period: Duration.hours(6) });
    expect(warnings(stack)).toEqual([]);
  });

  test('alarms and dashboards publish nothing, and there is a warning', () => {
    const { stack, set } = imported();

    const alarm = set.alarmOnRenderingFailures();

    expect(alarm).toBeInstanceOf(cloudwatch.Alarm);
    expect(all(stack, DESTINATION)).toEqual([]);
    expect(warnings(stack)).toEqual([['/Shop/Orders',
      'The event destinations of the imported configuration set are unknown. Unless one of them publishes renderingFailure to CloudWatch '
      + 'by ses:configuration-set, there is no data for the alarm or dashboard. Import the set with '
      + 'EmailConfigurationSet.fromConfigurationSetAttributes, and list the event types that it already publishes in metricEvents; '
      + 'this stack then publishes the others [ack: cdk-ses-templates:unknownMetrics]']]);
  });

  test('an event that this app publishes needs no warning', () => {
    const { stack, set } = imported();
    set.publishTo('Metrics', byConfigurationSet(), { events: [ses.EmailSendingEvent.RENDERING_FAILURE] });

    set.alarmOnRenderingFailures();

    expect(warnings(stack)).toEqual([]);
  });
});

describe('if it is known what the set publishes', () => {
  test('a dashboard publishes the rest', () => {
    const { stack, set } = imported({ metricEvents: [SEND, BOUNCE] });

    new EmailDashboard(stack, 'Dashboard', { configurationSet: set });

    expect(only(stack, DESTINATION).Properties.EventDestination.MatchingEventTypes).toEqual([
      'delivery', 'deliveryDelay', 'complaint', 'reject', 'renderingFailure',
    ]);
    expect(warnings(stack)).toEqual([]);
  });

  test('an alarm publishes rendering failures of a set that publishes none', () => {
    const { stack, set } = imported({ metricEvents: [] });

    set.alarmOnRenderingFailures();

    expect(only(stack, DESTINATION).Properties.EventDestination.MatchingEventTypes).toEqual(['renderingFailure']);
  });

  test('a metric without data is refused', () => {
    const { set } = imported({ metricEvents: [SEND] });

    expect(set.metricSend().metricName).toBe('Send');
    expect(() => set.metricBounce()).toThrow(new Error(
      'Shop/Orders: the metric Bounce must be published by ses:configuration-set to have data, got: send by ses:configuration-set; '
      + "add publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }))"));
  });

  test('publishing an event again is refused', () => {
    const { set } = imported({ metricEvents: [SEND] });

    expect(() => set.publishTo('Metrics', byConfigurationSet())).toThrow(
      "or it is counted twice, got: 'send', already published by Shop/Orders; omit it from one of them");
  });

  test('reputation metrics that the set does not publish are refused', () => {
    const { set } = imported({ reputationMetrics: false });

    expect(() => set.alarmOnBounceRate()).toThrow('Shop/Orders: reputationMetrics must be true for the metric Reputation.BounceRate, got: false;');
  });
});

test('a CfnConfigurationSet can be published from', () => {
  const stack = stackIn();
  const configurationSet = new ses.CfnConfigurationSet(stack, 'Orders');

  new EmailEventPublishing(stack, 'Metrics', { configurationSet, destination: byConfigurationSet() });

  expect(only(stack, DESTINATION).Properties).toMatchObject({
    ConfigurationSetName: { Ref: 'Orders' },
    EventDestination: { CloudWatchDestination: { DimensionConfigurations: [{ DefaultDimensionValue: { Ref: 'Orders' } }] } },
  });
});
