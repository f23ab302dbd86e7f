import { join } from 'node:path';
import { App, AppProps, CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Resource } from './iam';
import { assetOf, RESOURCE_TYPE, testApp } from './synth';
import cdkJson from '../../examples/order-mails/cdk.json';
import { OrderMailsStack } from '../../examples/order-mails/order-mails-stack';
import { attributeOf, generatedId, physicalIdOf } from '../../local/cloudformation/template/attributes';
import { environment } from '../../local/cloudformation/template/environment';
import { resolve } from '../../local/cloudformation/template/intrinsics';
import { fill, PartContent } from '../../src/contract/contract';

export const EXAMPLE = join(__dirname, '../../examples/order-mails');
export const EMAILS = join(EXAMPLE, 'emails');

/** An app with the example's context. */
export function exampleApp(props: AppProps = {}): App {
  return testApp({ ...props, context: { ...cdkJson.context, ...props.context } });
}

export function orderMails(app: App): OrderMailsStack {
  return new OrderMailsStack(app, 'OrderMails');
}

/** The stack's resources by logical id, with resolved intrinsic functions, as CloudFormation would create them. */
export function deployedResources(stack: Stack): Record<string, Resource> {
  const template = Template.fromStack(stack).toJSON();
  const env = environment('eu-west-1', '111122223333');
  const stackId = `arn:aws:cloudformation:${env.region}:${env.accountId}:stack/${stack.stackName}/1`;
  const ref = (id: string): string => {
    const { Type, Properties = {} } = template.Resources[id];
    // The function returns the template's name, or an id for a set.
    if (Type === RESOURCE_TYPE) return Properties.Identity === 'Set' ? id : Properties.Templates.Template.Name;
    return physicalIdOf(Type, Properties, generatedId(stack.stackName, stackId, id), env);
  };
  const scope = {
    template,
    env,
    stackName: stack.stackName,
    stackId,
    ref,
    getAtt: (id: string, attribute: string) => attributeOf(template.Resources[id].Type, id, ref(id), attribute, env),
    importValue: (name: string) => { throw new Error(`the example imports nothing, got: ${name}`); },
  };
  return Object.fromEntries(Object.entries<any>(template.Resources).map(([id, { Type, Properties = {} }]) =>
    [id, { Type, Properties: resolve(Properties, scope) as any, physicalId: ref(id) }]));
}

/** The deployed content of each template. */
export function deployedTemplates(stack: Stack) {
  return Object.values(deployedResources(stack)).filter(({ Type }) => Type === RESOURCE_TYPE).flatMap(({ Properties: properties }) => {
    const { templates } = assetOf(stack, properties as any);
    const filled = (content: PartContent) => fill(content, properties.Markers ?? []);
    return Object.entries(templates).map(([key, { Subject, Html, Text, SampleData }]) => ({
      name: (properties as any).Templates[key].Name as string,
      parts: { Subject: filled(Subject), Html: filled(Html!), Text: filled(Text!) },
      sampleData: SampleData!,
    }));
  });
}

/** The function of the stack that sends mails. */
export function mailerOf(stack: Stack): Resource {
  const id = stack.getLogicalId(stack.node.findChild('Mailer').node.defaultChild as CfnElement);
  return deployedResources(stack)[id];
}
