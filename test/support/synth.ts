import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, AppProps, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EmailTemplatesProperties, fill, PartName, TemplatesAsset } from '../../src/contract/contract';

export const RESOURCE_TYPE = 'Custom::SESEmailTemplates';

/** Newer versions of CDK validate every template at each synth, which takes longer than everything else. */
const WITHOUT_VALIDATION = { builtinCloudFormationValidation: false } as AppProps;

export function testApp(props: AppProps = {}): App {
  return new App({ ...WITHOUT_VALIDATION, ...props });
}

export function testStack(id: string = 'OrderMails', props: AppProps = {}): Stack {
  return new Stack(testApp(props), id);
}

/** The custom resources of a stack's template, by logical id. */
export function templatesResources(stack: Stack): Record<string, any> {
  return Template.fromStack(stack).findResources(RESOURCE_TYPE);
}

/** The properties of a stack's only custom resource. */
export function templatesProperties(stack: Stack): EmailTemplatesProperties & Record<string, any> {
  const resources = Object.values(templatesResources(stack));
  expect(resources).toHaveLength(1);
  return resources[0].Properties;
}

/** The asset of a custom resource, from the cloud assembly. */
export function assetOf(stack: Stack, properties: EmailTemplatesProperties): TemplatesAsset {
  return JSON.parse(readFileSync(join(Stage.of(stack)!.assetOutdir, `asset.${properties.AssetKey}`), 'utf8'));
}

/** A part as sent to SES if the markers had these values. By default, a marker's value is its intrinsic function. */
export function filledPart(stack: Stack, part: PartName, markers?: string[]): string | undefined {
  const properties = templatesProperties(stack);
  const values = markers ?? properties.Markers?.map(value => typeof value === 'string' ? value : JSON.stringify(value)) ?? [];
  const content = assetOf(stack, properties).templates.Template[part];
  return content === undefined ? undefined : fill(content, values);
}

/** A new folder, removed after the tests of the file. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cdk-ses-templates-'));
}
