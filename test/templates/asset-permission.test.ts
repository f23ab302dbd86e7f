import { AppStagingSynthesizer } from '@aws-cdk/app-staging-synthesizer-alpha';
import {
  App, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, FileAssetLocation, FileAssetSource, LegacyStackSynthesizer, NestedStack, Stack,
  StackProps, Stage,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { EmailTemplate, EmailTemplateSet, EmailContent } from '../../src';
import { allows, Statement } from '../support/iam';
import { deployedResources } from '../support/order-mails';
import { RESOURCE_TYPE, templatesResources, testApp } from '../support/synth';

// The staging synthesizer calls methods that CDK has newer ones for.
process.env.JSII_DEPRECATED = 'quiet';

const ENV = { account: '111122223333', region: 'eu-west-1' };

interface Asset {
  readonly bucket: string;
  readonly key: string;
}

function addTemplates(stack: Stack, content: string = 'Hi'): Stack {
  const text = EmailContent.fromInline(content);
  const prefix = `${stack.node.path.replace('/', '-')}-`;
  new EmailTemplate(stack, 'Welcome', { templateName: `${prefix}welcome`, subject: 'Welcome', text });
  new EmailTemplateSet(stack, 'Mails', { namePrefix: prefix, templates: [{ name: 'Template', subject: 'Refund', text }] });
  return stack;
}

/** The assets of a stack, as S3 has them when the stack is deployed. */
function assetsOf(stack: Stack): Asset[] {
  return Object.values(deployedResources(stack)).filter(({ Type }) => Type === RESOURCE_TYPE)
    .map(({ Properties: { AssetBucket: bucket, AssetKey: key } }) => ({ bucket, key }));
}

function statementsOf(stack: Stack): Statement[] {
  return Object.values(deployedResources(stack)).filter(({ Type }) => Type === 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

function mayRead(stack: Stack, { bucket, key }: Asset): boolean {
  return allows(statementsOf(stack), { action: 's3:GetObject', resources: [`arn:aws:s3:::${bucket}/${key}`] });
}

function inStack(props: StackProps) {
  return (app: App, id: string) => new Stack(app, id, props);
}

/** Names keys as it likes, as some companies' synthesizers do. */
class RenamingSynthesizer extends DefaultStackSynthesizer {
  public addFileAsset(asset: FileAssetSource): FileAssetLocation {
    return { ...super.addFileAsset(asset), objectKey: `company/${asset.sourceHash}` };
  }
}

describe.each<[string, (app: App, id: string) => Stack]>([
  ['in the bucket of the bootstrap', (app, id) => new Stack(app, id, { env: ENV })],
  ['in an environment that only the deployment knows', (app, id) => new Stack(app, id)],
  ['in a stage, as pipelines deploy it to another account', (app, id) => new Stack(new Stage(app, id), 'Mails', { env: { ...ENV, account: '444455556666' } })],
  ['in a nested stack', (app, id) => new NestedStack(new Stack(app, id), 'Nested')],
  ['under a prefix', inStack({ synthesizer: new DefaultStackSynthesizer({ fileAssetsBucketName: 'company', bucketPrefix: 'cdk/' }) })],
  ['under a prefix that only the deployment knows', inStack({ synthesizer: new DefaultStackSynthesizer({ bucketPrefix: 'of-${AWS::AccountId}/' }) })],
  ['with the credentials of the command line', inStack({ synthesizer: new CliCredentialsStackSynthesizer({ bucketPrefix: 'of-${AWS::AccountId}/' }) })],
  ['in the staging bucket of the app', inStack({ env: ENV, synthesizer: AppStagingSynthesizer.defaultResources({ appId: 'shop', stagingBucketEncryption: BucketEncryption.S3_MANAGED }) })],
])('assets %s', (_, stackIn) => {
  test('may be read by the function with one statement, including later assets', () => {
    const stack = addTemplates(stackIn(testApp(), 'Shop'));
    const later = addTemplates(stackIn(testApp(), 'Shop'), 'Hello');
    const [assets, laterAssets] = [assetsOf(stack), assetsOf(later)];
    expect(new Set([...assets, ...laterAssets].map(({ key }) => key)).size).toBe(4);
    expect([...assets, ...laterAssets].map(asset => mayRead(stack, asset))).toEqual([true, true, true, true]);
    const [reading, readingLater] = [stack, later].map(one => statementsOf(one).filter(({ Action }) => Action === 's3:GetObject'));
    expect(reading).toHaveLength(1);
    expect(readingLater).toEqual(reading);
  });

  test('may not be read by another stack\'s function, even if their content is equal', () => {
    const app = testApp();
    const [one, other] = [addTemplates(stackIn(app, 'Shop')), addTemplates(stackIn(app, 'Other'))];
    expect(assetsOf(other).map(asset => mayRead(one, asset))).toEqual([false, false]);
    expect(mayRead(one, { ...assetsOf(one)[0], key: `${'0'.repeat(64)}.zip` })).toBe(false);
  });
});

test('if one app is deployed under two names to one account, each stack can read only its own assets', () => {
  const [main, branch] = ['shop-main', 'shop-branch'].map(stackName => addTemplates(new Stack(testApp(), 'Shop', { stackName })));
  expect(assetsOf(branch).map(asset => mayRead(main, asset))).toEqual([false, false]);
});

test('a nested stack and its parent have separate assets, although one manifest lists them', () => {
  const parent = new Stack(testApp(), 'Shop');
  const nested = new NestedStack(parent, 'Nested');
  [parent, nested].forEach(stack => new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text: EmailContent.fromInline('Hi') }));
  const [[ofParent], [ofNested]] = [parent, nested].map(assetsOf);
  expect(ofNested.key).not.toBe(ofParent.key);
  expect(ofNested.key.split('.')[0]).not.toBe(ofParent.key.split('.')[0]);
  expect([mayRead(parent, ofNested), mayRead(nested, ofParent)]).toEqual([false, false]);
});

test('if a synthesizer uses other keys, the function may read exactly those', () => {
  const stack = addTemplates(new Stack(testApp(), 'Shop', { synthesizer: new RenamingSynthesizer() }));
  const assets = assetsOf(stack);
  expect(assets.map(({ key }) => key)).toEqual([expect.stringMatching(/^company\/[0-9a-f]{64}$/), expect.stringMatching(/^company\/[0-9a-f]{64}$/)]);
  expect(assets.map(asset => mayRead(stack, asset))).toEqual([true, true]);
  expect(mayRead(stack, { ...assets[0], key: 'company/other' })).toBe(false);
});

test('with the legacy synthesizer, whose keys are parameters, the function may read exactly those keys', () => {
  const stack = new Stack(testApp(), 'Shop', { synthesizer: new LegacyStackSynthesizer() });
  addTemplates(stack);
  const objects = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Action }) => Action === 's3:GetObject').flatMap(({ Resource }) => Resource);
  const arnOf = ({ AssetBucket: bucket, AssetKey: key }: any) =>
    ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', bucket, '/', ...key['Fn::Join'][1]]] });
  expect(new Set(objects.map(object => JSON.stringify(object))))
    .toEqual(new Set(Object.values(templatesResources(stack)).map(({ Properties }) => JSON.stringify(arnOf(Properties)))));
});
