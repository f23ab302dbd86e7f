import { awsSolutionsFindings } from '../support/nag';
import { exampleApp, orderMails } from '../support/order-mails';

/** What AwsSolutions finds and may be: where, what, why. */
const FINDINGS: ReadonlyArray<readonly [path: string, ids: readonly string[], reason: string]> = [
  ['Events/ArchiveBucket', ['S1'], 'Firehose alone writes there; a company that wants to know who reads has CloudTrail for it.'],
  ['Events/ArchiveStream/S3 Destination Role/DefaultPolicy', [
    'IAM5[Action::s3:Abort*]', 'IAM5[Action::s3:DeleteObject*]', 'IAM5[Action::s3:GetBucket*]', 'IAM5[Action::s3:GetObject*]',
    'IAM5[Action::s3:List*]', 'IAM5[Resource::<EventsArchiveBucket32A10936.Arn>/*]',
  ], 'aws-cdk-lib/aws-kinesisfirehose grants it to the stream, on the archive\'s bucket.'],
  ['Links/DefaultStage', ['APIG1'], 'The links hold the tokens that prove who follows them: a log of them would hold the proofs.'],
  ['Links/GET--confirm', ['APIG4'], 'A link in a mail is followed without a login; its token is the proof.'],
  ['EmailTemplateProvider/Handler/ServiceRole/DefaultPolicy', [
    'IAM5[Resource::*]', 'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*.ses-82d2165756]',
  ], 'Amazon SES takes nothing narrower for the operations on templates; the objects are the emails of this stack alone.'],
  ['Drift/Function/Handler/ServiceRole/DefaultPolicy', [
    'IAM5[Action::kms:GenerateDataKey*]', 'IAM5[Resource::*]', 'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*.ses-82d2165756]',
  ], 'The same as for the deployment; and aws-cdk-lib/aws-sns grants the key of an encrypted topic to its publishers.'],
  ['MailerRole/DefaultPolicy', ['IAM5[Action::kms:GenerateDataKey*]'], 'aws-cdk-lib/aws-sns grants it to every publisher to an encrypted topic, on the topic\'s key.'],
];

test('AwsSolutions finds nothing in the example except suppressions with a reason', () => {
  const app = exampleApp();
  orderMails(app);

  expect(awsSolutionsFindings(app)).toEqual(Object.fromEntries(FINDINGS.map(([path, ids]) => [`OrderMails/${path}`, ids])));
});
