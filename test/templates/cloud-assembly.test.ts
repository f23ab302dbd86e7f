import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  App, AppProps, CfnOutput, CfnParameter, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, FileAssetLocation, FileAssetSource,
  LegacyStackSynthesizer, NestedStack, RemovalPolicy, Stack, StackProps, Stage,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { EmailConflictPolicy, EmailDriftPolicy, EmailSource, EmailTemplate, EmailTemplateProvider, EmailTemplateSet, EmailContent, EmailSampleData } from '../../src';
import { templatesProperties, temporaryFolder, testApp } from '../support/synth';

let folder: string;
beforeAll(() => { folder = temporaryFolder(); });
afterAll(() => rmSync(folder, { recursive: true }));

function addTemplate(scope: Construct): EmailTemplate {
  return new EmailTemplate(scope, 'Welcome', { subject: 'Welcome', text: EmailContent.fromInline('Grüße 😀') });
}

const content = '{"templates":{\n"Template":{"Subject":"Welcome","Text":"Grüße 😀"}\n}}\n';

/** What an asset's key says of it: the hash is of its content and its extension. */
function checkedKey(key: string): { readonly hash: string; readonly extension: string } {
  const [, hash, extension] = /([0-9a-f]{64})(\.ses-[0-9a-f]{10})$/.exec(key)!;
  expect(hash).toBe(createHash('sha256').update(content + extension).digest('hex'));
  return { hash, extension };
}

describe('the content is an asset of the cloud assembly', () => {
  /** The file of the asset with this hash, by the asset manifest beside the stack's template. */
  function publishedFile(stack: Stack, hash: string): string {
    const outdir = Stage.of(stack)!.outdir;
    const manifest = JSON.parse(readFileSync(join(outdir, `${stack.artifactId}.assets.json`), 'utf8'));
    expect(manifest.files[hash].source.packaging).toBe('file');
    return join(outdir, manifest.files[hash].source.path);
  }

  test.each<[string, (app: App) => { stack: Stack; publisher: Stack }, AppProps?]>([
    ['of the default synthesizer', app => stackIn(app, { synthesizer: new DefaultStackSynthesizer() })],
    ['of the CLI-credentials synthesizer', app => stackIn(app, { synthesizer: new CliCredentialsStackSynthesizer() })],
    ['in a stage', app => stackIn(new Stage(app, 'Prod'))],
    ['in an environment that is known', app => stackIn(app, { env: { account: '111111111111', region: 'eu-west-1' } })],
    ['where assets are not staged', app => stackIn(app), { context: { 'aws:cdk:disable-asset-staging': true } }],
    ['of a nested stack', app => {
      const { stack } = stackIn(app);
      return { stack: new NestedStack(stack, 'Nested'), publisher: stack };
    }],
  ])('%s', (_, make, props = {}) => {
    const app = testApp(props);
    const { stack, publisher } = make(app);
    addTemplate(stack);
    app.synth();

    const { hash } = checkedKey(templatesProperties(stack).AssetKey);
    expect(readFileSync(publishedFile(publisher, hash), 'utf8')).toBe(content);
  });

  test('of the legacy synthesizer, which passes bucket and key as parameters', () => {
    const app = testApp();
    const { stack } = stackIn(app, { synthesizer: new LegacyStackSynthesizer() });
    addTemplate(stack);
    app.synth();

    const asset = stack.resolve(stack.node.metadata.find(entry => entry.type === 'aws:cdk:asset' && /\.ses-/.test(entry.data.path))!.data);
    expect(asset.id).toBe(checkedKey(asset.path).hash);
    expect(readFileSync(join(app.outdir, asset.path), 'utf8')).toBe(content);
    const properties = templatesProperties(stack);
    expect(properties.AssetBucket).toEqual({ Ref: asset.s3BucketParameter });
    expect(JSON.stringify(properties.AssetKey)).toContain(asset.s3KeyParameter);
    expect(assetStatements(stack)[0].Resource['Fn::Join'][1]).toContainEqual({ Ref: asset.s3BucketParameter });
  });

  test('of a synthesizer with its own prefix and key, which the function may use', () => {
    class EncryptingSynthesizer extends DefaultStackSynthesizer {
      public addFileAsset(asset: FileAssetSource): FileAssetLocation {
        return { ...super.addFileAsset(asset), kmsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1' };
      }
    }
    const { stack } = stackIn(testApp(), { synthesizer: new EncryptingSynthesizer({ fileAssetsBucketName: 'company-assets', bucketPrefix: 'cdk/' }) });
    addTemplate(stack);

    const { AssetBucket: bucket, AssetKey: key } = templatesProperties(stack);
    const { hash, extension } = checkedKey(key);
    expect([bucket, key]).toEqual(['company-assets', `cdk/${hash}${extension}`]);
    expect(assetStatements(stack)).toEqual([
      {
        Action: 's3:GetObject',
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::company-assets/*${extension}`]] },
      },
      { Action: 'kms:Decrypt', Effect: 'Allow', Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1' },
    ]);
  });

  test('of a set, which is complete only when synthesis begins', () => {
    const app = testApp();
    const { stack } = stackIn(app, { synthesizer: new LegacyStackSynthesizer() });
    new EmailTemplateSet(stack, 'Mails').addTemplate({ name: 'welcome', subject: 'Welcome', text: EmailContent.fromInline('Grüße 😀') });
    app.synth();
    const asset = stack.resolve(stack.node.metadata.find(entry => entry.type === 'aws:cdk:asset' && /\.ses-/.test(entry.data.path))!.data);
    expect(JSON.parse(readFileSync(join(app.outdir, asset.path), 'utf8'))).toEqual({ templates: { welcome: { Subject: 'Welcome', Text: 'Grüße 😀' } } });
    expect(templatesProperties(stack).AssetBucket).toEqual({ Ref: asset.s3BucketParameter });
    expect(assetStatements(stack)[0].Resource['Fn::Join'][1]).toContainEqual({ Ref: asset.s3BucketParameter });
  });

  test('of a set by a synthesizer with its own key, which the function may use', () => {
    class EncryptingSynthesizer extends DefaultStackSynthesizer {
      public addFileAsset(asset: FileAssetSource): FileAssetLocation {
        return { ...super.addFileAsset(asset), kmsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1' };
      }
    }
    const { stack } = stackIn(testApp(), { synthesizer: new EncryptingSynthesizer() });
    new EmailTemplateSet(stack, 'Mails').addTemplate({ name: 'welcome', subject: 'Welcome', text: EmailContent.fromInline('Hi') });
    expect(assetStatements(stack).map(({ Action }) => Action)).toEqual(['s3:GetObject', 'kms:Decrypt']);
  });

  function stackIn(scope: Construct, props?: StackProps): { stack: Stack; publisher: Stack } {
    const stack = new Stack(scope, 'OrderMails', props);
    return { stack, publisher: stack };
  }

  /** What the function may do with assets. */
  function assetStatements(stack: Stack): any[] {
    return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
      .flatMap(policy => policy.Properties.PolicyDocument.Statement)
      .filter(statement => /^(s3|kms):/.test(statement.Action));
  }
});

describe('an app with all features of the constructs', () => {
  /** In the working directory, with its emails there. */
  function synthesize(props: AppProps): string {
    mkdirSync('emails', { recursive: true });
    writeFileSync('emails/order.html', '<a href="%URL%">{{id}}</a> <b>Grüße</b>\r\n');
    for (const name of ['receipt', 'refund']) {
      mkdirSync(join('set', name), { recursive: true });
      writeFileSync(join('set', name, 'subject.txt'), `Your ${name}\n`);
      writeFileSync(join('set', name, 'body.html'), '<a href="%URL%">日本</a>');
    }

    const app = testApp({ ...props, context: { '@aws-cdk/aws-iam:minimizePolicies': true } });
    const stack = new Stack(app, 'OrderMails', { env: { account: '111111111111', region: 'eu-west-1' } });
    EmailTemplateProvider.configure(stack, { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }), memorySize: 512, environment: { TZ: 'UTC' } });
    const url = new CfnParameter(stack, 'Url');
    const order = new EmailTemplate(stack, 'Order', {
      templateName: 'order',
      subject: `Order {{id}} at ${url.valueAsString}`,
      html: EmailContent.fromFile('emails/order.html', { replace: { '%URL%': `https://${url.valueAsString}/{{id}}` } }),
      text: EmailContent.fromInline(`${url.valueAsString} 日本 😀`),
      sampleData: EmailSampleData.fromObject({ id: 1, items: [{ name: 'Łódź' }] }),
      conflictPolicy: EmailConflictPolicy.ADOPT,
      driftPolicy: EmailDriftPolicy.FAIL,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    addTemplate(stack);
    const set = new EmailTemplateSet(stack, 'Mails', {
      source: EmailSource.directory('set', { replace: { '%URL%': url.valueAsString } }), namePrefix: 'set-', removalPolicy: RemovalPolicy.RETAIN, pruneRemoved: false,
    });
    set.addTemplate({ name: 'later', subject: 'Later', text: EmailContent.fromInline('x') });
    new CfnOutput(stack, 'Name', { value: set.template('refund').templateName });
    const role = new iam.Role(stack, 'Mailer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    order.grantSend(role, {
      identity: new ses.EmailIdentity(stack, 'Identity', { identity: ses.Identity.domain('example.com') }),
      configurationSet: new ses.ConfigurationSet(stack, 'Events'),
    });
    order.grantRead(role);
    set.grantSend(role, { identity: ses.EmailIdentity.fromEmailIdentityName(stack, 'Sender', 'example.com') });
    addTemplate(new NestedStack(stack, 'Nested'));
    return app.synth().directory;
  }

  /** Its result is absolute, as the folder is left again. */
  function inFolder(directory: string, run: () => string): string {
    const before = process.cwd();
    mkdirSync(directory, { recursive: true });
    process.chdir(directory);
    try {
      return resolve(run());
    } finally {
      process.chdir(before);
    }
  }

  test('synthesizes to identical templates and assets in another folder', () => {
    const outdirs = [
      inFolder(join(folder, 'here'), () => synthesize({ outdir: 'cdk.out' })),
      inFolder(join(folder, 'over', 'there'), () => synthesize({ outdir: join(folder, 'elsewhere') })),
    ];
    const files = outdirs.map(outdir => readdirSync(outdir).filter(name => /\.(template|assets|nested\.template)\.json$|^asset\./.test(name)));
    expect(files[0]).toEqual(expect.arrayContaining(['OrderMails.template.json', 'OrderMails.assets.json', expect.stringMatching(/^asset\..*\.ses-/)]));
    expect(files[1]).toEqual(files[0]);
    for (const name of files[0].filter(file => /\.json$|\.ses-/.test(file))) {
      expect(readFileSync(join(outdirs[1], name), 'utf8')).toBe(readFileSync(join(outdirs[0], name), 'utf8'));
    }
  });
});
