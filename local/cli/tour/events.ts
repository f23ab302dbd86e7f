/** The tour's steps about events. */
import { DescribeConfigurationSetCommand } from '@aws-sdk/client-ses';
import { orderConfirmation, send } from './sending';
import { Stage } from './stage';
import { ResourceState } from '../../cloudformation';
import { EventDestination, SesEvent } from '../../ses';
import { describeDestination, describePublishing } from '../display/destinations';

export async function describeEvents(stage: Stage): Promise<void> {
  stage.step('Ask SES where it publishes events');
  const { session: { client, ses }, display } = stage;
  const { EventDestinations: destinations = [] } = await client.send(new DescribeConfigurationSetCommand({
    ConfigurationSetName: ses.configurationSets.list()[0].Name,
    ConfigurationSetAttributeNames: ['eventDestinations'],
  }));
  const described = destinations.map(describePublishing).sort();
  described.forEach(line => display.print(`  ${line}`));
  stage.check('DescribeConfigurationSet returns what the stack declares: Firehose, CloudWatch, SNS and EventBridge',
    described.join('\n') === declaredDestinations(stage).map(describePublishing).sort().join('\n')
    && destinations.every(({ Enabled }) => Enabled)
    && described.map(line => line.split(',')[0]).join() === 'CloudWatch,EventBridge,Firehose,SNS');
}

export async function sendWithoutName(stage: Stage): Promise<void> {
  stage.step('Send it again, without customer.firstName');
  const template = orderConfirmation(stage);
  const { messageId, mail, failure } = await send(stage, template, { ...template.sampleData, customer: {} });
  stage.say(`SendTemplatedEmail returns message id ${messageId}, as before. Then an event reports:`);
  stage.display.print(`  Rendering Failure: ${failure}`);

  const published = stage.session.ses.events.filter(({ event }) => event.eventType === 'Rendering Failure');
  const heard = published.flatMap(({ destinations }) => destinations.map(describeDestination)).sort();
  const wanted = declaredDestinations(stage).filter(({ MatchingEventTypes }) => MatchingEventTypes.includes('renderingFailure'));
  const [alarm] = published.flatMap(event => alarmsOn(event, stage));
  heard.forEach(destination => stage.display.print(`  → ${destination}`));
  stage.check('No mail is in the outbox, but every destination for rendering failures received the event',
    mail === undefined && failure === 'Attribute \'customer.firstName\' is not present in the rendering data.'
    && published.length === 1 && heard.length > 0 && heard.join() === wanted.map(describeDestination).sort().join());
  stage.check(`In CloudWatch, it triggers the alarm ${alarm?.path?.replace(/\/Resource$/, '')}`, alarm !== undefined);
}

/** The event destinations that the stacks declare. */
function declaredDestinations(stage: Stage): EventDestination[] {
  return resources(stage, 'AWS::SES::ConfigurationSetEventDestination').map(({ properties }) => properties.EventDestination as EventDestination);
}

/** The alarms on the metrics that count an event. */
function alarmsOn({ event, destinations }: SesEvent, stage: Stage): ResourceState[] {
  const metrics = destinations.flatMap(({ CloudWatchDestination: cloudWatch }) => cloudWatch ? [
    cloudWatch.DimensionConfigurations.map(({ DimensionName: name, DefaultDimensionValue: otherwise }) =>
      ({ Name: name, Value: event.mail.tags[name]?.[0] ?? otherwise })),
  ] : []).map(dimensions => JSON.stringify(dimensions));
  return resources(stage, 'AWS::CloudWatch::Alarm').filter(({ properties: { Namespace, MetricName, Dimensions } }) =>
    Namespace === 'AWS/SES' && MetricName === event.eventType.replace(' ', '') && metrics.includes(JSON.stringify(Dimensions)));
}

function resources({ session }: Stage, type: string): ResourceState[] {
  return session.cloudFormation.list().flatMap(stack => Object.values(stack.resources)).filter(resource => resource.type === type);
}
