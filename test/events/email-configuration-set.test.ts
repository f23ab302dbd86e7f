import { App, CfnOutput, CfnParameter, Duration, PhysicalName, RemovalPolicy, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_ses as ses } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EmailConfigurationSet, EmailEventDestination, EmailEventDimension } from '../../src';
import { all, configurationSet, DESTINATION, ENV, only, stackIn } from '../support/events';

const BY_SET = { 'ses:configuration-set': { Ref: 'EventsD32975C2' } };
const metrics = (...dimensions: EmailEventDimension[]) => EmailEventDestination.cloudWatch({ dimensions });

describe('EmailConfigurationSet', () => {
  test('accepts all properties of a ses.ConfigurationSet', () => {
    const { stack } = configurationSet({
      configurationSetName: 'orders', tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE, maxDeliveryDuration: Duration.hours(1),
    });

    expect(only(stack, 'AWS::SES::ConfigurationSet').Properties).toMatchObject({
      Name: 'orders', DeliveryOptions: { TlsPolicy: 'REQUIRE', MaxDeliverySeconds: 3600 },
    });
  });

  test('is accepted as an ses.IConfigurationSet', () => {
    const { stack, set } = configurationSet();
    const plain: ses.IConfigurationSet = set;

    new ses.EmailIdentity(stack, 'Identity', { identity: ses.Identity.domain('shop.example'), configurationSet: plain });

    expect(only(stack, 'AWS::SES::EmailIdentity').Properties.ConfigurationSetAttributes).toEqual({ ConfigurationSetName: { Ref: 'EventsD32975C2' } });
  });

  test('has the logical ID of an ses.ConfigurationSet at the same path, and the same resource as escape hatch', () => {
    const { stack, set } = configurationSet();
    const plain = stackIn();
    new ses.ConfigurationSet(plain, 'Events');

    const resource = set.node.defaultChild as ses.CfnConfigurationSet;
    resource.addPropertyOverride('ArchivingOptions', { ArchiveArn: 'arn' });
    set.applyRemovalPolicy(RemovalPolicy.RETAIN);

    expect(only(stack, 'AWS::SES::ConfigurationSet').id).toBe(only(plain, 'AWS::SES::ConfigurationSet').id);
    expect(only(stack, 'AWS::SES::ConfigurationSet')).toMatchObject({ DeletionPolicy: 'Retain', Properties: { ArchivingOptions: { ArchiveArn: 'arn' } } });
  });

  test('can be used from a stack of another Region if its name is generated', () => {
    const { set } = configurationSet({ configurationSetName: PhysicalName.GENERATE_IF_NEEDED });
    const other = stackIn({ ...ENV, region: 'us-east-1' }, App.of(set) as App, 'Other');

    new CfnOutput(other, 'Name', { value: set.configurationSetName });

    expect(Object.values(Template.fromStack(other).toJSON().Outputs)).toEqual([{ Value: only(set.stack, 'AWS::SES::ConfigurationSet').Properties.Name }]);
    expect(only(set.stack, 'AWS::SES::ConfigurationSet').Properties.Name).toMatch(/shopevents/);
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

  test('accepts a name that is known only at deployment', () => {
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

    const grant = set.grantSend(user, { identity });

    expect(grant.success).toBe(true);
    expect(only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: ['ses:SendEmail', 'ses:SendRawEmail'],
      Resource: ['arn:aws:ses:eu-west-1:111122223333:identity/shop.example', stack.resolve(set.configurationSetArn)],
    }]);
  });
});

describe('grantSend for other constructs', () => {
  test('accepts an identity defined by its CloudFormation resource', () => {
    const { stack, set } = configurationSet();
    const identity = new ses.CfnEmailIdentity(stack, 'Identity', { emailIdentity: 'shop.example' });

    set.grantSend(new iam.User(stack, 'User'), { identity });

    expect(only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement[0].Resource[0]).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:identity/', { Ref: 'Identity' }]],
    });
  });
});

describe('metrics', () => {
  test.each([
    ['metricSend', 'Send'],
    ['metricDelivery', 'Delivery'],
    ['metricBounce', 'Bounce'],
    ['metricComplaint', 'Complaint'],
    ['metricReject', 'Reject'],
    ['metricRenderingFailure', 'RenderingFailure'],
    ['metricDeliveryDelay', 'DeliveryDelay'],
    ['metricOpen', 'Open'],
    ['metricClick', 'Click'],
  ] as const)('%s is the sum of %s by configuration set over 5 minutes', (method, metricName) => {
    const { stack, set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.configurationSet()));

    const metric = set[method]();

    expect(metric).toMatchObject({ namespace: 'AWS/SES', metricName, statistic: 'Sum', period: Duration.minutes(5) });
    expect(stack.resolve(metric.dimensions)).toEqual(BY_SET);
  });

  test('of any name are created by metric(), with the same defaults and checks', () => {
    const { stack, set } = configurationSet();

    const metric = set.metric('PublishSuccess', { label: 'Published' });

    expect(metric).toMatchObject({ namespace: 'AWS/SES', metricName: 'PublishSuccess', statistic: 'Sum', period: Duration.minutes(5), label: 'Published' });
    expect(stack.resolve(metric.dimensions)).toEqual(BY_SET);
    expect(set.metric('Reputation.BounceRate')).toMatchObject({ statistic: 'Average', period: Duration.hours(1) });
    expect(() => set.metric('Bounce')).toThrow('Shop/Events: the metric Bounce must be published by ses:configuration-set to have data, got: nothing;');
  });

  test('accept options', () => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.messageTag('campaign', 'none'), EmailEventDimension.messageTag('genre', 'none')));

    const metric = set.metricOpen({ dimensionsMap: { genre: 'sf', campaign: 'spring' }, period: Duration.hours(1), statistic: 'Average', label: 'Opens' });

    expect(metric).toMatchObject({ statistic: 'Average', period: Duration.hours(1), label: 'Opens' });
  });

  test('of a set that publishes nothing are refused, with the remedy', () => {
    const { set } = configurationSet();

    expect(() => set.metricBounce()).toThrow(new Error(
      'Shop/Events: the metric Bounce must be published by ses:configuration-set to have data, got: nothing; '
      + "add publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }))"));
  });

  test('by a dimension that the set does not publish alone are refused, with the published ones', () => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.messageTag('campaign', 'none'), EmailEventDimension.messageTag('genre', 'none')),
      { events: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.BOUNCE] });

    expect(() => set.metricBounce({ dimensionsMap: { campaign: 'spring' } })).toThrow(new Error(
      'Shop/Events: the metric Bounce must be published by campaign to have data, got: send, bounce by campaign and genre; '
      + "add publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [/* one for each of: campaign */] }))"));
  });

  test.each([
    ['an event that is not published', { events: [ses.EmailSendingEvent.SEND] }, 'send by ses:configuration-set'],
    ['a destination that is not enabled', { enabled: false }, 'nothing'],
  ])('of %s are refused', (_, options, published) => {
    const { set } = configurationSet();
    set.publishTo('Metrics', metrics(EmailEventDimension.configurationSet()), options);

    expect(() => set.metricBounce()).toThrow(`got: ${published};`);
  });
});

describe('reputation metrics', () => {
  test.each([
    ['metricReputationBounceRate', 'Reputation.BounceRate'],
    ['metricReputationComplaintRate', 'Reputation.ComplaintRate'],
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

    expect(() => set.metricReputationBounceRate()).toThrow(new Error(
      'Shop/Events: reputationMetrics must be true for the metric Reputation.BounceRate, got: false; omit it to publish reputation metrics'));
  });
});

test('a set without publishing creates no other resources', () => {
  const { stack } = configurationSet();

  expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual(['EventsD32975C2']);
  expect(all(stack, DESTINATION)).toEqual([]);
});
