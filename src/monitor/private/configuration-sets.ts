import { CfnResource, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import * as ses from 'aws-cdk-lib/aws-ses';
import { IConstruct } from 'constructs';
import { MonitoredConfigurationSet, MonitoredDestination } from '../../contract/drift';

/** A configuration set of this app, with the event destinations that the app gives it. */
export interface DeclaredConfigurationSet {
  readonly set: ses.IConfigurationSetRef;
  readonly resource: ses.CfnConfigurationSet;
  readonly destinations: readonly ses.CfnConfigurationSetEventDestination[];
}

/** Returns the resource of a configuration set, or undefined if the set is imported. */
export function resourceOf(set: ses.IConfigurationSetRef): ses.CfnConfigurationSet | undefined {
  return [set, set.node.defaultChild].find(isSet) as ses.CfnConfigurationSet | undefined;
}

/** Finds the event destinations of a configuration set, anywhere in the app. */
export function declaredConfigurationSet(set: ses.IConfigurationSetRef, resource: ses.CfnConfigurationSet): DeclaredConfigurationSet {
  const destinations = resource.node.root.node.findAll().filter(isDestination).filter(({ configurationSetName: name }) =>
    name === set.configurationSetRef.configurationSetName || refersTo(name, resource));
  return { set, resource, destinations };
}

/** Returns the set in the form of CloudFormation's properties, with CDK tokens in it. */
export function monitored({ set, resource, destinations }: DeclaredConfigurationSet): MonitoredConfigurationSet {
  const { stack } = resource;
  return {
    StackId: stack.stackId,
    LogicalId: stack.resolve(resource.logicalId),
    Name: set.configurationSetRef.configurationSetName,
    Destinations: destinations.map(destinationOf),
  };
}

function destinationOf(resource: ses.CfnConfigurationSetEventDestination): MonitoredDestination {
  // L2 constructs pass plain objects, with tokens for values only.
  const destination = resource.eventDestination as ses.CfnConfigurationSetEventDestination.EventDestinationProperty;
  const { cloudWatchDestination, kinesisFirehoseDestination, snsDestination, eventBridgeDestination } = destination as any;
  return {
    Name: destination.name,
    Enabled: destination.enabled as boolean | undefined,
    MatchingEventTypes: destination.matchingEventTypes,
    CloudWatchDestination: cloudWatchDestination && {
      DimensionConfigurations: cloudWatchDestination.dimensionConfigurations?.map((
        { dimensionName, dimensionValueSource, defaultDimensionValue }: ses.CfnConfigurationSetEventDestination.DimensionConfigurationProperty) =>
        ({ DimensionName: dimensionName, DimensionValueSource: dimensionValueSource, DefaultDimensionValue: defaultDimensionValue })),
    },
    KinesisFirehoseDestination: kinesisFirehoseDestination && {
      IAMRoleARN: kinesisFirehoseDestination.iamRoleArn, DeliveryStreamARN: kinesisFirehoseDestination.deliveryStreamArn,
    },
    SnsDestination: snsDestination && { TopicARN: snsDestination.topicArn },
    EventBridgeDestination: eventBridgeDestination && { EventBusArn: eventBridgeDestination.eventBusArn },
  };
}

function refersTo(name: string, resource: CfnResource): boolean {
  const token = Tokenization.reverseCompleteString(name);
  if (Reference.isReference(token)) return token.target === resource;
  return JSON.stringify(Stack.of(resource).resolve(name)) === JSON.stringify(Stack.of(resource).resolve(resource.ref));
}

function isSet(construct: IConstruct | undefined): construct is ses.CfnConfigurationSet {
  return construct !== undefined && hasType(construct, ses.CfnConfigurationSet.CFN_RESOURCE_TYPE_NAME);
}

function isDestination(construct: IConstruct): construct is ses.CfnConfigurationSetEventDestination {
  return hasType(construct, ses.CfnConfigurationSetEventDestination.CFN_RESOURCE_TYPE_NAME);
}

function hasType(construct: IConstruct, type: string): boolean {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === type;
}
