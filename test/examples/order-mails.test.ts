import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnElement } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import Handlebars from 'handlebars';
import { PartName } from '../../src/contract/contract';
import { MAX_TEMPLATE_BYTES } from '../../src/contract/limits';
import { warnings } from '../support/events';
import { deployedResources, deployedTemplates, EMAILS, exampleApp, mailerOf, orderMails } from '../support/order-mails';
import { temporaryFolder } from '../support/synth';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

function appIn(outdir: string, emails?: string): App {
  return exampleApp({ outdir: join(folder, outdir), ...emails && { context: { emails } } });
}

const stack = orderMails(appIn('cdk.out'));
const deployed = deployedTemplates(stack);
type Deployed = typeof deployed[number];

/** As SES renders: nothing escaped, and a value that is not in the data fails the mail. */
function render({ parts, sampleData }: Deployed, change: (data: any) => void = () => {}): Record<PartName, string> {
  const data = structuredClone(sampleData);
  change(data);
  const one = (part: string) => Handlebars.create().compile(part, { noEscape: true, strict: true, knownHelpersOnly: true })(data);
  return { Subject: one(parts.Subject), Html: one(parts.Html), Text: one(parts.Text) };
}

function named(name: RegExp): Deployed {
  return deployed.find(template => name.test(template.name))!;
}

describe('the stack', () => {
  test('has no unacknowledged warning', () => {
    expect(warnings(stack)).toEqual([]);
  });

  test('deploys every email as a template with its name', () => {
    const folders = readdirSync(EMAILS).filter(name => name !== '_partials');
    expect(deployed.map(({ name }) => name).sort()).toEqual(folders.map(name => `shop-${name}`).sort());
  });

  test('is the same with a copy of the emails elsewhere, set in the context', () => {
    const emails = join(folder, 'copied', 'emails');
    cpSync(EMAILS, emails, { recursive: true });
    const copy = orderMails(appIn('copied/cdk.out', emails));

    expect(Template.fromStack(copy).toJSON()).toEqual(Template.fromStack(stack).toJSON());
  });

  test('passes the name of every template to the mailer', () => {
    const names: Record<string, string> = JSON.parse(mailerOf(stack).Properties.Environment.Variables.TEMPLATES);

    expect(Object.values(names).sort()).toEqual(deployed.map(({ name }) => name).sort());
  });

  test('sends the mails with a configuration set that publishes to all four kinds of destination', () => {
    const resources = Object.values(deployedResources(stack));
    const destinations = resources.filter(({ Type }) => Type === 'AWS::SES::ConfigurationSetEventDestination').map(({ Properties }) => Properties);
    const [set] = resources.filter(({ Type }) => Type === 'AWS::SES::ConfigurationSet');

    expect(mailerOf(stack).Properties.Environment.Variables.CONFIGURATION_SET).toBe(set.physicalId);
    expect(destinations.map(({ ConfigurationSetName }) => ConfigurationSetName)).toEqual(Array(4).fill(set.physicalId));
    expect(destinations.flatMap(({ EventDestination }) => Object.keys(EventDestination)).filter(key => /Destination$/.test(key))).toEqual([
      'KinesisFirehoseDestination', 'CloudWatchDestination', 'SnsDestination', 'EventBridgeDestination',
    ]);
  });

  test('notifies the people on duty of rendering failures, bounces and complaints', () => {
    const resources = Object.values(deployedResources(stack));
    const alarms = resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    const topic = alarms[0].AlarmActions[0];
    const subscriptions = resources.filter(({ Type, Properties }) => Type === 'AWS::SNS::Subscription' && Properties.TopicArn === topic);

    expect(alarms.map(({ MetricName, AlarmActions }) => [MetricName, AlarmActions])).toEqual([
      ['RenderingFailure', [topic]], ['Reputation.BounceRate', [topic]], ['Reputation.ComplaintRate', [topic]], ['Problems', [topic]], ['Heartbeat', [topic]],
    ]);
    expect(subscriptions.map(({ Properties }) => Properties.Endpoint)).toEqual(['on-duty@shop.example.com']);
  });
});

describe.each(deployed)('$name', template => {
  test('renders with its sample data, without a missing value in any part', () => {
    const { Subject, Html, Text } = render(template);

    expect(Subject).toMatch(/^\S.*\S$/);
    expect(Html).toMatch(/^<!doctype html>\n<html lang="(en|ja)"[^]*<\/html>\n$/);
    expect(Text).not.toMatch(/<[a-z/!]/);
    for (const part of [Subject, Html, Text]) expect(part).not.toMatch(/\{\{|\}\}|%[A-Z_]+%|undefined|\[object/);
    // Mail to customers must say who sends it, from where.
    expect(Html.replace(/&nbsp;/g, ' ')).toMatch(/Salthaven SH3 7TK/);
    expect(Text).toMatch(/Salthaven SH3 7TK/);
  });

  test('is within the limit of SES', () => {
    const { Html, Text } = template.parts;
    expect(Buffer.byteLength(Html) + Buffer.byteLength(Text)).toBeLessThan(MAX_TEMPLATE_BYTES);
  });
});

describe('content that depends on the data', () => {
  test.each<[string, RegExp, (data: any) => void, RegExp]>([
    ['a letter has no tracking', /shipping-notice/, data => { data.order.parcel.tracking = null; }, /no\s+tracking\s+number/],
    ['the last parcel leaves nothing to come', /shipping-notice/, data => { data.order.parcel.last = true; }, /your parcel is due on/],
    ['a paid invoice asks for no money', /invoice/, data => { data.invoice.paid = true; }, /Paid, with thanks/],
    ['an order may have neither voucher nor gift', /order-conf/, data => { data.order.total.discount = data.order.gift = null; }, /Thank you/],
    ['a full basket travels free', /abandoned-cart/, data => { data.cart.freeDelivery = null; }, /£31\.60, and delivery is on us/],
    ['a refund may be all there is', /refund/, data => { data.replacement = null; }, /(didn’t|didn't) suit you/],
    ['not every reader is a member', /newsletter/, data => { data.subscriber.firstName = data.subscriber.member = null; }, /Dear reader,/],
    ['not every review earns tea', /review-request/, data => { data.thanks = null; }, /How is it/],
    ['not every parcel holds a gift', /tea-subscription-ja/, data => { data.gift = null; }, /定期便/],
  ])('%s', (_, name, change, expected) => {
    const usual = render(named(name));
    const { Html, Text } = render(named(name), change);

    for (const [part, before] of [[Html, usual.Html], [Text, usual.Text]]) {
      expect(part).toMatch(expected);
      expect(part).not.toBe(before);
    }
  });

  test('the subject of a shipping notice says whether more parcels follow', () => {
    const notice = named(/shipping-notice/);
    expect(render(notice).Subject).toBe('The first part of your order has left the harbour (TK-20377)');
    expect(render(notice, data => { data.order.parcel.last = true; }).Subject).toBe('Your parcel has left the harbour (TK-20377)');
  });
});

test('the newsletter is over 100 KB', () => {
  expect(Buffer.byteLength(named(/newsletter/).parts.Html)).toBeGreaterThan(100 * 1024);
});

test('the link to confirm an address uses the API of the stack', () => {
  const api = stack.getLogicalId(stack.node.findChild('Links').node.defaultChild as CfnElement);
  const link = `https://${deployedResources(stack)[api].physicalId}.execute-api.eu-west-1.amazonaws.com/confirm?token=c2d9e0b4-51f7-4c1a-9a53-7be0f4d1a6e2`;
  const { Html, Text } = render(named(/confirm-subscription/));
  expect(Html).toContain(`<a href="${link}"`);
  expect(Text.split('\n')).toContain(link);
});

test('the Japanese subject arrives with its emoji', () => {
  expect(render(named(/tea-subscription-ja/)).Subject).toBe('🍵 髙橋 さくら様、六月の定期便のご案内です');
});
