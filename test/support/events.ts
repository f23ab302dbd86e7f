import { aws_ses as ses, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { testApp } from './synth';
import { EmailConfigurationSet } from '../../src';

export const ENV = { account: '111122223333', region: 'eu-west-1' };

/** A stack of a known account and Region. */
export function stackIn(env: { account?: string; region?: string } = ENV, app = testApp(), id = 'Shop'): Stack {
  return new Stack(app, id, { env });
}

/** A configuration set `Shop/Events` of that stack. */
export function configurationSet(props: ses.ConfigurationSetProps = {}): { stack: Stack; set: EmailConfigurationSet } {
  const stack = stackIn();
  return { stack, set: new EmailConfigurationSet(stack, 'Events', props) };
}

/** The warnings of a stack, path and text. */
export function warnings(stack: Stack): Array<[string, string]> {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => [id, String(entry.data)]);
}

/** The infos of a stack, path and text. */
export function infos(stack: Stack): Array<[string, string]> {
  return Annotations.fromStack(stack).findInfo('*', Match.anyValue()).map(({ id, entry }) => [id, String(entry.data)]);
}

/** The only resource of a type, with its logical id. */
export function only(stack: Stack, type: string): { id: string; Properties: any; DependsOn?: string[] } {
  const found = Object.entries(Template.fromStack(stack).findResources(type));
  expect(found.map(([id]) => id)).toHaveLength(1);
  const [[id, resource]] = found;
  return { id, ...resource } as any;
}

/** The resources of a type. */
export function all(stack: Stack, type: string): any[] {
  return Object.values(Template.fromStack(stack).findResources(type));
}

export const DESTINATION = 'AWS::SES::ConfigurationSetEventDestination';
