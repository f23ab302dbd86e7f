import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IConstruct } from 'constructs';
import cdkJson from '../../examples/order-mails/cdk.json';
import { exampleApp, orderMails } from '../support/order-mails';

/** What AwsSolutions finds and may be: where, what, why. */
const FINDINGS: ReadonlyArray<readonly [path: string, ids: readonly string[], reason: string]> = [
  ['Events/ArchiveBucket', ['S1'], 'Firehose alone writes there; a company that wants to know who reads has CloudTrail for it.'],
  ['Events/ArchiveStream', [
    'IAM5[Action::s3:Abort*]', 'IAM5[Action::s3:DeleteObject*]', 'IAM5[Action::s3:GetBucket*]', 'IAM5[Action::s3:GetObject*]',
    'IAM5[Action::s3:List*]', 'IAM5[Resource::<EventsArchiveBucket32A10936.Arn>/*]',
  ], 'aws-cdk-lib/aws-kinesisfirehose grants it to the stream, on the archive\'s bucket.'],
  ['Links/DefaultStage', ['APIG1'], 'The links hold the tokens that prove who follows them: a log of them would hold the proofs.'],
  ['Links/GET--confirm', ['APIG4'], 'A link in a mail is followed without a login; its token is the proof.'],
  ['EmailTemplateProvider/Handler/ServiceRole', ['IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'],
    'aws-cdk-lib/aws-lambda gives it to every function that is given no role, to write its log.'],
  ['EmailTemplateProvider/Handler/ServiceRole/DefaultPolicy', [
    'IAM5[Resource::*]', 'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*.ses-82d2165756]',
  ], 'Amazon SES takes nothing narrower for the operations on templates; the objects are the emails of this stack alone.'],
  ['MailerRole', ['IAM5[Action::kms:GenerateDataKey*]'], 'aws-cdk-lib/aws-sns grants it to whoever publishes to an encrypted topic, on the topic\'s key.'],
];

/** What a plugin of the validation found, and what of that somebody has acknowledged. */
interface Report {
  readonly violations: ReadonlyArray<{ readonly ruleName: string }>;
  readonly suppressedViolations?: ReadonlyArray<{ readonly acknowledgedId: string; readonly acknowledgedAt: string; readonly reason: string }>;
}

const ID = (id: string) => `AwsSolutions::AwsSolutions-${id}`;

function at(stack: Stack, path: string): IConstruct {
  return path.split('/').reduce<IConstruct>((construct, id) => construct.node.findChild(id), stack);
}

// That both look is seen by what is acknowledged of each.
test('the example passes CDK\'s own validation and AwsSolutions; every acknowledgement has its reason, and is needed', () => {
  const app = exampleApp({ builtinCloudFormationValidation: true });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = orderMails(app);
  for (const [path, ids, reason] of FINDINGS) Validations.of(at(stack, path)).acknowledge(...ids.map(id => ({ id: ID(id), reason })));

  const { directory } = app.synth();

  const reports: Report[] = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')).pluginReports;
  const acknowledged = reports.flatMap(({ suppressedViolations }) => suppressedViolations ?? []);
  expect(cdkJson.context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
  expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  expect(acknowledged.map(({ acknowledgedId, acknowledgedAt, reason }) => [acknowledgedAt, acknowledgedId, reason]).sort()).toEqual([
    ['OrderMails', 'CloudFormation-Validate::W7001',
      'aws-cdk-lib maps every Region to the addresses of Firehose there, also for a stream that asks for none of them.'],
    ...FINDINGS.flatMap(([path, ids, reason]) => ids.map(id => [`OrderMails/${path}`, ID(id), reason])),
  ].sort());
});
