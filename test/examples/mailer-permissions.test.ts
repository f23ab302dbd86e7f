import { rmSync } from 'node:fs';
import { startLocalAws } from '../../local/server';
import { Access, allows, statementsOf } from '../support/iam';
import { runMailer } from '../support/mailer';
import { deployedResources, deployedTemplates, exampleApp, mailerOf, orderMails } from '../support/order-mails';
import { temporaryFolder } from '../support/synth';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const stack = orderMails(exampleApp({ outdir: folder }));
const resources = Object.values(deployedResources(stack));
const mailer = mailerOf(stack).Properties;
const variables: Record<string, string> = mailer.Environment.Variables;
const policy = statementsOf(resources, mailer.Role);

const ACCOUNT = 'arn:aws:ses:eu-west-1:111122223333';
const IDENTITIES = resources.filter(({ Type }) => Type === 'AWS::SES::EmailIdentity').map(({ Properties }) => Properties);

/**
 * What SES asks IAM for a call that sends from a template: the action on the identity, the template and the
 * configuration set. The identity is the address, its domain or one above; without a set named, its own one counts.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_ses.html
 */
function access({ Action, Source, Template, ConfigurationSetName }: Record<string, string>): Access {
  const [, address = Source] = /<([^<>]+)>$/.exec(Source) ?? [];
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
  const candidates = [address, ...labels.map((_, index) => labels.slice(index).join('.'))];
  const identity = IDENTITIES.find(({ EmailIdentity }) => candidates.includes(EmailIdentity));
  const set = ConfigurationSetName ?? identity?.ConfigurationSetAttributes?.ConfigurationSetName;
  return {
    action: `ses:${Action}`,
    resources: [
      `${ACCOUNT}:identity/${identity?.EmailIdentity ?? address}`,
      `${ACCOUNT}:template/${Template}`,
      ...set ? [`${ACCOUNT}:configuration-set/${set}`] : [],
    ],
  };
}

/** The calls that the mailer makes, one for each event of the shop, and for each as one to many. */
async function callsOfMailer() {
  const aws = await startLocalAws();
  aws.ses.configurationSets.create({ Name: variables.CONFIGURATION_SET });
  for (const { name } of deployedTemplates(stack)) aws.ses.templates.put({ TemplateName: name, SubjectPart: 'Tea', TextPart: 'Tea.' });
  const to = 'customer@example.com';
  const types = Object.keys(JSON.parse(variables.TEMPLATES));
  try {
    return await runMailer(aws.endpoint, variables, [{ to, data: {} }, { recipients: [{ to }], data: {} }].flatMap(detail =>
      types.map(type => ({ 'detail-type': type, detail }))));
  } finally {
    await aws.close();
  }
}

let calls: ReadonlyArray<Record<string, string>>;
beforeAll(async () => {
  const run = await callsOfMailer();
  expect(run.errors).toEqual([]);
  calls = run.calls;
});

describe('the mailer', () => {
  test('can make all its calls: each template, to one recipient and to many', () => {
    const templates = deployedTemplates(stack).map(({ name }) => name);
    const made = calls.map(({ Action, Template }) => `${Action} ${Template}`);

    expect(made.sort()).toEqual(['SendTemplatedEmail', 'SendBulkTemplatedEmail'].flatMap(action => templates.map(name => `${action} ${name}`)).sort());
    expect(calls.filter(call => !allows(policy, access(call)))).toEqual([]);
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['another template', { Template: 'payroll' }],
    ['a template whose name has the name of one of its templates as a prefix', { Template: 'shop-welcome-2' }],
    ['another domain', { Source: 'ceo@example.com' }],
    ['a domain that ends like its own', { Source: 'hello@gmail.example.com' }],
    ['another configuration set', { ConfigurationSetName: 'untracked' }],
  ])('is refused %s', (_, change) => {
    const others = calls.map(call => access({ ...call, ...change } as Record<string, string>));

    expect(others).toHaveLength(calls.length);
    expect(others.filter(other => allows(policy, other))).toEqual([]);
  });

  test('may omit the configuration set if it is the default of the identity', () => {
    const unnamed = calls.map(({ ConfigurationSetName, ...call }) => access(call));

    expect(unnamed).toEqual(calls.map(access));
  });

  test('needs all three permissions: without any of them, no call is allowed', () => {
    for (const kind of ['identity', 'template', 'configuration-set']) {
      const less = policy.map(statement => ({ ...statement, Resource: [statement.Resource].flat().filter(arn => !arn.includes(`:${kind}/`)) }));

      expect(calls.filter(call => allows(less, access(call)))).toEqual([]);
    }
  });

  test('can otherwise only write its log and notify the people on duty', () => {
    const log = `arn:aws:logs:eu-west-1:111122223333:log-group:${mailer.LoggingConfig.LogGroup}:*`;
    const [{ OnFailure: { Destination: topic } }] = resources.filter(({ Type }) => Type === 'AWS::Lambda::EventInvokeConfig').flatMap(({ Properties }) => Properties.DestinationConfig ?? []);
    const [key] = resources.filter(({ Type }) => Type === 'AWS::KMS::Key').map(({ physicalId }) => `arn:aws:kms:eu-west-1:111122223333:key/${physicalId}`);
    const sending = [...new Set(calls.flatMap(call => access(call).resources))].sort();

    const granted: Record<string, string[]> = {};
    for (const { Action, Resource } of policy) {
      for (const action of [Action].flat()) granted[action] = [...granted[action] ?? [], ...[Resource].flat()].sort();
    }

    expect(policy.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
    expect(granted).toEqual({
      'ses:SendTemplatedEmail': sending,
      'ses:SendBulkTemplatedEmail': sending,
      // The same by the v2 API, which `grantSend` allows too.
      'ses:SendEmail': sending,
      'ses:SendBulkEmail': sending,
      'logs:CreateLogStream': [log],
      'logs:PutLogEvents': [log],
      'sns:Publish': [topic],
      'kms:Decrypt': [key],
      'kms:GenerateDataKey*': [key],
    });
  });
});
