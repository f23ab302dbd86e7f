import { CfnParameter, Duration, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_ses as ses } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EmailConfigurationSet, EmailEventDestination, EmailEventDimension } from '../../src';
import { all, configurationSet, DESTINATION, only, stackIn } from '../support/events';

const BY_SET = { 'ses:configuration-set': { Ref: 'EventsD32975C2' } };
const metrics = (...dimensions: EmailEventDimension[]) => EmailEventDestination.cloudWatch({ dimensions });

describe('EmailConfigurationSet', () => {
  test('is a ses.ConfigurationSet with all its properties', () => {
    const { stack, set } = configurationSet({
      configurationSetName: 'orders', tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE, maxDeliveryDuration: Duration.hours(1),
    });

    expect(set).toBeInstanceOf(ses.ConfigurationSet);
    expect(only(stack, 'AWS::SES::ConfigurationSet').Properties).toMatchObject({
      Name: 'orders', DeliveryOptions: { TlsPolicy: 'REQUIRE', MaxDeliverySeconds: 3600 },
    });
  });

  test.each([
    ['says so', undefined, true], ['says so when told', true, true], ['leaves it when told', false, false],
  ])('publishes its reputation and %s', (_, reputationMetrics, ReputationMetricsEnabled) => {
    const { stack } = configurationSet({ reputationMetrics });

    expect(only(stack, 'AWS::SES::ConfigurationSet').Properties.ReputationOptions).toEqual({ ReputationMetricsEnabled });
  });

  test('has an ARN', () => {
    const { stack, set } = configurationSet();

    expect(stack.resolve(set.configurationSetArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:configuration-set/', { Ref: 'EventsD32975C2' }]],
    });
  });

  test.each(['my set', 'x'.repeat(65), 'orders.prod'])('refuses the name %p', configurationSetName => {
    expect(() => configurationSet({ configurationSetName })).toThrow(new Error(
      `Shop/Events: configurationSetName must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, got: '${configurationSetName}'`));
  });

  test('lets a name through that is known only at deploy', () => {
    const stack = stackIn();

    new EmailConfigurationSet(stack, 'Events', { configurationSetName: new CfnParameter(stack, 'Name').valueAsString });

    expect(only(stack, 'AWS::SES::ConfigurationSet').Properties.Name).toEqual({ Ref: 'Name' });
  });
});

describe('grantSend', () => {
  test('allows sending from the identity with the set, and nothing else', () => {
    const { stack, set } = configurationSet();
    const user = new iam.User(stack, 'User');
    const identity = ses.EmailIdentity.fromEmailIdentityArn(stack, 'Identity', 'arn:aws:ses:eu-west-1:111122223333:identity/shop.example');

    const grant = set.grantSend(user, identity);

    expect(grant.success).toBe(true);
    expect(only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: ['ses:SendEmail', 'ses:SendRawEmail'],
      Resource: ['arn:aws:ses:eu-west-1:111122223333:identity/shop.example', stack.resolve(set.configurationSetArn)],
    }]);
  });
});

describe('addEventDestination, as aws-cdk-lib/aws-ses has it', () => {
  const options = {
    destination: ses.EventDestination.cloudWatchDimensions([
      { source: ses.CloudWatchDimensionSource.MESSAGE_TAG, name: 'campaign', defaultValue: 'none' },
    ]),
  };

  test('still adds one', () => {
    const { stack, set } = configurationSet();

    const destination = set.addEventDestination('Campaigns', { ...options, configurationSetEventDestinationName: 'campaigns' });

    expect(destination).toBeInstanceOf(ses.ConfigurationSetEventDestination);
    expect(only(stack, DESTINATION).Properties.EventDestination.Name).toBe('campaigns');
  });

  test('counts for the metrics', () => {
    const { set } = configurationSet();

    set.addEventDestination('Campaigns', { ...options, events: [ses.EmailSendingEvent.SEND] });

    expect(set.metricSends({ dimensionsMap: { campaign: 'spring' } }).dimensions).toEqual({ campaign: 'spring' });
  });

  test('counts for the limit of 10', () => {
    const { set } = configurationSet();
    for (let count = 1; count <= 10; count++) set.addEventDestination(`D${count}`, { ...options, enabled: false });

    expect(() => set.publishTo('Bus', EmailEventDestination.defaultEventBus())).toThrow(new Error(
      'Shop/Events/Bus: a configuration set takes at most 10 event destinations, got: 11 on Shop/Events'));
  });
});

describe('metrics', () => {
  test.each([
    ['metricSends', 'Send'],
    ['metricDeliveries', 'Delivery'],
    ['metricBounces', 'Bounce'],
    ['metricComplaints', 'Complaint'],
    ['metricRejects', 'Reject'],
    ['metricRenderingFailures', 'RenderingFailure'],
    ['metricDeliveryDelays', 'DeliveryDelay'],
    ['metricOpens', 'Open'],
    ['metricClicks', 'Click'],
  ] as const)('%s is the sum of %s by configuration set over 5 minutes', (method, metricName) => {
    const { stack, set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.configurationSet()));

    const metric = set[method]();

    expect(metric).toMatchObject({ namespace: 'AWS/SES', metricName, statistic: 'Sum', period: Duration.minutes(5) });
    expect(stack.resolve(metric.dimensions)).toEqual(BY_SET);
  });

  test('take options', () => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.messageTag('campaign', 'none'), EmailEventDimension.messageTag('genre', 'none')));

    const metric = set.metricOpens({ dimensionsMap: { genre: 'sf', campaign: 'spring' }, period: Duration.hours(1), statistic: 'Average', label: 'Opens' });

    expect(metric).toMatchObject({ statistic: 'Average', period: Duration.hours(1), label: 'Opens' });
  });

  test('of a set that publishes nothing are refused, with what to add', () => {
    const { set } = configurationSet();

    expect(() => set.metricBounces()).toThrow(new Error(
      "Shop/Events: no CloudWatch destination publishes 'bounce' by ses:configuration-set, so the metric would stay empty. "
      + "Add: publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] })). "
      + 'Published so far: nothing.'));
  });

  test('by a dimension that the set does not publish alone are refused, with what it publishes', () => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.messageTag('campaign', 'none'), EmailEventDimension.messageTag('genre', 'none')),
      { events: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.BOUNCE] });

    expect(() => set.metricBounces({ dimensionsMap: { campaign: 'spring' } })).toThrow(new Error(
      "Shop/Events: no CloudWatch destination publishes 'bounce' by campaign, so the metric would stay empty. "
      + "Add: publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [… one for each of: campaign …] })). "
      + 'Published so far: send, bounce by campaign and genre.'));
  });

  test.each([
    ['an event that is not published', { events: [ses.EmailSendingEvent.SEND] }, 'send by ses:configuration-set'],
    ['a destination that is not enabled', { enabled: false }, 'nothing'],
  ])('of %s are refused', (_, options, published) => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.configurationSet()), options);

    expect(() => set.metricBounces()).toThrow(`Published so far: ${published}.`);
  });
});

describe('reputation metrics', () => {
  test.each([
    ['metricBounceRate', 'Reputation.BounceRate'],
    ['metricComplaintRate', 'Reputation.ComplaintRate'],
  ] as const)('%s is the average of %s of the set over an hour', (method, metricName) => {
    const { stack, set } = configurationSet();

    const metric = set[method]();

    expect(metric).toMatchObject({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
    expect(stack.resolve(metric.dimensions)).toEqual(BY_SET);
    expect(set[method]({ period: Duration.minutes(15), statistic: cloudwatch.Stats.MAXIMUM })).toMatchObject({
      statistic: 'Maximum', period: Duration.minutes(15),
    });
  });

  test('of a set that does not publish its reputation are refused', () => {
    const { set } = configurationSet({ reputationMetrics: false });

    expect(() => set.metricBounceRate()).toThrow(new Error(
      'Shop/Events: reputationMetrics must be true for the metric Reputation.BounceRate, got: false. Leave it out, and the set publishes its reputation.'));
  });
});

test('nothing but the set is made for a set that nobody publishes from', () => {
  const { stack } = configurationSet();

  expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual(['EventsD32975C2']);
  expect(all(stack, DESTINATION)).toEqual([]);
});
