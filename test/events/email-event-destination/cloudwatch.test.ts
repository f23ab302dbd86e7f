import { CfnParameter, aws_ses as ses } from 'aws-cdk-lib';
import { EmailConfigurationSet, EmailEventDestination, EmailEventDimension, EmailEventPublishing } from '../../../src';
import { configurationSet, DESTINATION, only, stackIn } from '../../support/events';

function publish(set: EmailConfigurationSet, ...dimensions: EmailEventDimension[]): EmailEventPublishing {
  return set.publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions }));
}

describe('publishing to CloudWatch', () => {
  test('takes dimensions from tags, links, headers and auto-tags', () => {
    const { stack, set } = configurationSet();

    publish(set,
      EmailEventDimension.messageTag('campaign', 'none'),
      EmailEventDimension.linkTag('button', 'none'),
      EmailEventDimension.emailHeader('X-Shop', 'main'),
      EmailEventDimension.configurationSet(),
      EmailEventDimension.fromDomain(),
      EmailEventDimension.callerIdentity(),
      EmailEventDimension.sourceIp({ defaultValue: 'unknown' }),
      EmailEventDimension.outgoingIp(),
    );

    const dimension = (DimensionValueSource: string, DimensionName: string, DefaultDimensionValue: unknown) =>
      ({ DimensionValueSource, DimensionName, DefaultDimensionValue });
    expect(only(stack, DESTINATION).Properties.EventDestination.CloudWatchDestination.DimensionConfigurations).toEqual([
      dimension('messageTag', 'campaign', 'none'),
      dimension('linkTag', 'button', 'none'),
      dimension('emailHeader', 'X-Shop', 'main'),
      dimension('messageTag', 'ses:configuration-set', { Ref: 'EventsD32975C2' }),
      dimension('messageTag', 'ses:from-domain', 'none'),
      dimension('messageTag', 'ses:caller-identity', 'none'),
      dimension('messageTag', 'ses:source-ip', 'unknown'),
      dimension('messageTag', 'ses:outgoing-ip', 'none'),
    ]);
  });

  test('names an imported set in the dimension of the configuration set', () => {
    const stack = stackIn();

    new EmailEventPublishing(stack, 'Metrics', {
      configurationSet: ses.ConfigurationSet.fromConfigurationSetName(stack, 'Events', 'orders'),
      destination: EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }),
    });

    expect(only(stack, DESTINATION).Properties.EventDestination.CloudWatchDestination.DimensionConfigurations[0].DefaultDimensionValue).toBe('orders');
  });

  test('accepts tokens', () => {
    const { stack, set } = configurationSet();
    const value = new CfnParameter(stack, 'Value').valueAsString;
    const name = new CfnParameter(stack, 'Name').valueAsString;

    publish(set, EmailEventDimension.messageTag('campaign', value), EmailEventDimension.emailHeader(name, 'none'));

    expect(only(stack, DESTINATION).Properties.EventDestination.CloudWatchDestination.DimensionConfigurations).toMatchObject([
      { DimensionName: 'campaign', DefaultDimensionValue: { Ref: 'Value' } },
      { DimensionName: { Ref: 'Name' }, DefaultDimensionValue: 'none' },
    ]);
  });
});

describe('dimensions that SES or CloudFormation would refuse', () => {
  const tags = (count: number) => Array.from({ length: count }, (_, index) => EmailEventDimension.messageTag(`tag-${index}`, 'none'));

  test.each([
    ['none', [], 'dimensions must be 1 to 10, got: 0'],
    ['11', tags(11), 'dimensions must be 1 to 10, got: 11'],
    ['a name twice', [EmailEventDimension.messageTag('campaign', 'none'), EmailEventDimension.linkTag('campaign', 'none')],
      'dimensions must name each dimension once, got: campaign, campaign'],
    ['a name with a space', [EmailEventDimension.messageTag('my campaign', 'none')],
      "name of a dimension must be 1 to 255 characters of a-z, A-Z, 0-9, _, - and :, got: 'my campaign'"],
    ['no name', [EmailEventDimension.messageTag('', 'none')],
      "name of a dimension must be 1 to 255 characters of a-z, A-Z, 0-9, _, - and :, got: ''"],
    ['a reserved header, in any case', [EmailEventDimension.emailHeader('return-path', 'none')],
      'name of a header dimension must not be one of Received, To, From, DKIM-Signature, CC, message-id, Return-Path, which SES does not accept, '
      + "got: 'return-path'; use another header or a message tag"],
    ['a default value with a dot', [EmailEventDimension.fromDomain({ defaultValue: 'example.com' })],
      "defaultValue of dimension 'ses:from-domain' must be 1 to 255 characters of a-z, A-Z, 0-9, _ and -, got: 'example.com'; "
      + 'CloudFormation rejects @ and ., although the SES API accepts them'],
    ['no default value', [EmailEventDimension.messageTag('campaign', '')],
      "defaultValue of dimension 'campaign' must be 1 to 255 characters of a-z, A-Z, 0-9, _ and -, got: ''; "
      + 'CloudFormation rejects @ and ., although the SES API accepts them'],
  ])('%s', (_, dimensions, problem) => {
    const { set } = configurationSet();

    expect(() => publish(set, ...dimensions)).toThrow(new Error(`Shop/Events/Metrics: ${problem}`));
  });

  test('10 are accepted', () => {
    const { stack, set } = configurationSet();

    publish(set, ...tags(10));

    expect(only(stack, DESTINATION).Properties.EventDestination.CloudWatchDestination.DimensionConfigurations).toHaveLength(10);
  });

  test('a tag may have the name of a reserved header', () => {
    const { stack, set } = configurationSet();

    publish(set, EmailEventDimension.messageTag('To', 'none'));

    expect(only(stack, DESTINATION).Properties.EventDestination.CloudWatchDestination.DimensionConfigurations[0].DimensionName).toBe('To');
  });
});
