import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { App, AppProps, CfnElement } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import Handlebars from 'handlebars';
import cdkJson from '../../examples/order-mails/cdk.json';
import { OrderMailsStack } from '../../examples/order-mails/order-mails-stack';
import { fill, PartName } from '../../src/private/contract';
import { MAX_TEMPLATE_BYTES } from '../../src/private/limits';
import { assetOf, templatesResources, temporaryFolder, testApp } from '../support/synth';

const EMAILS = join(__dirname, '../../examples/order-mails/emails');
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

function orderMails(app: App): OrderMailsStack {
  return new OrderMailsStack(app, 'OrderMails');
}

function appIn(outdir: string, props: AppProps = {}): App {
  return testApp({ ...props, outdir: join(folder, outdir), context: { ...cdkJson.context, ...props.context } });
}

const stack = orderMails(appIn('cdk.out'));

/** What SES would get of each template, if CloudFormation gave the API this id. */
const deployed = Object.values(templatesResources(stack)).map(({ Properties: properties }) => {
  const { Subject, Html, Text, SampleData } = assetOf(stack, properties).templates.Template;
  const values: Record<string, string> = {
    [stack.getLogicalId(stack.node.findChild('Links').node.defaultChild as CfnElement)]: 'a1b2c3d4e5',
    'AWS::Region': 'eu-west-1',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const markers = (properties.Markers ?? []).map(({ Ref }: { Ref: string }) => values[Ref]);
  return {
    name: properties.Templates.Template.Name as string,
    parts: { Subject: fill(Subject, markers), Html: fill(Html!, markers), Text: fill(Text!, markers) },
    sampleData: SampleData!,
  };
});
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
  test('deploys every email, most by names of the shop, two by names that CDK makes', () => {
    expect(deployed).toHaveLength(readdirSync(EMAILS).length);
    expect(deployed.map(({ name }) => name)).toEqual([
      'shop-welcome', 'shop-password-reset', 'shop-order-confirmation', 'shop-shipping-notice', 'shop-invoice', 'shop-refund',
      'shop-tea-subscription-ja', 'shop-confirm-subscription', 'shop-newsletter',
      expect.stringMatching(/^OrderMails-AbandonedCart-/), expect.stringMatching(/^OrderMails-ReviewRequest-/),
    ]);
  });

  test('is the same from a copy of the emails elsewhere, named in the context', () => {
    const emails = join(folder, 'copied', 'emails');
    cpSync(EMAILS, emails, { recursive: true });
    const copy = orderMails(appIn('copied/cdk.out', { context: { emails } }));

    expect(Template.fromStack(copy).toJSON()).toEqual(Template.fromStack(stack).toJSON());
  });

  test('passes CDK\'s own validation of templates', () => {
    const app = appIn('validated', { builtinCloudFormationValidation: true });
    orderMails(app);
    const { directory } = app.synth();

    expect(cdkJson.context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
    expect(JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')).pluginReports).toEqual([]);
  });

  test('lets the mailer send with every template, and tells it their names', () => {
    const template = Template.fromStack(stack);
    const ids = Object.keys(templatesResources(stack));
    const [mailer] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Environment: { Variables: {} } } }))
      .filter(({ Properties }) => Properties.Environment.Variables.TEMPLATES);
    const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('Mailer'));

    for (const id of ids) {
      expect(mailer.Properties.Environment.Variables.TEMPLATES['Fn::Join'][1]).toContainEqual({ Ref: id });
      expect(JSON.stringify(policy)).toContain(`":template/",{"Ref":"${id}"}`);
    }
  });
});

describe.each(deployed)('$name', template => {
  test('renders with its sample data, without a value missing in any part', () => {
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

describe('what depends on the data', () => {
  test.each<[string, RegExp, (data: any) => void, RegExp]>([
    ['a letter has no tracking', /shipping-notice/, data => { data.order.parcel.tracking = null; }, /no\s+tracking\s+number/],
    ['the last parcel leaves nothing to come', /shipping-notice/, data => { data.order.parcel.last = true; }, /your parcel is due on/],
    ['a paid invoice asks for no money', /invoice/, data => { data.invoice.paid = true; }, /Paid, with thanks/],
    ['an order may have neither voucher nor gift', /order-conf/, data => { data.order.total.discount = data.order.gift = null; }, /Thank you/],
    ['a full basket travels free', /AbandonedCart/, data => { data.cart.freeDelivery = null; }, /£31\.60, and delivery is on us/],
    ['a refund may be all there is', /refund/, data => { data.replacement = null; }, /(didn’t|didn't) suit you/],
    ['not every reader is a member', /newsletter/, data => { data.subscriber.firstName = data.subscriber.member = null; }, /Dear reader,/],
    ['not every review earns tea', /ReviewRequest/, data => { data.thanks = null; }, /How is it/],
    ['not every parcel holds a gift', /tea-subscription-ja/, data => { data.gift = null; }, /定期便/],
  ])('%s', (_, name, change, expected) => {
    const usual = render(named(name));
    const { Html, Text } = render(named(name), change);

    for (const [part, before] of [[Html, usual.Html], [Text, usual.Text]]) {
      expect(part).toMatch(expected);
      expect(part).not.toBe(before);
    }
  });

  test('the subject of a shipping notice says whether more is to come', () => {
    const notice = named(/shipping-notice/);
    expect(render(notice).Subject).toBe('The first part of your order has left the harbour (TK-20377)');
    expect(render(notice, data => { data.order.parcel.last = true; }).Subject).toBe('Your parcel has left the harbour (TK-20377)');
  });
});

test('the newsletter is over 100 KB', () => {
  expect(Buffer.byteLength(named(/newsletter/).parts.Html)).toBeGreaterThan(100 * 1024);
});

test('the link to confirm an address leads to the API of the stack', () => {
  const link = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/confirm?token=c2d9e0b4-51f7-4c1a-9a53-7be0f4d1a6e2';
  const { Html, Text } = render(named(/confirm-subscription/));
  expect(Html).toContain(`<a href="${link}"`);
  expect(Text.split('\n')).toContain(link);
});

test('the Japanese subject arrives with its emoji', () => {
  expect(render(named(/tea-subscription-ja/)).Subject).toBe('🍵 髙橋 さくら様、六月の定期便のご案内です');
});

test('the mailer sends the mail of an event, by the name it was told, and takes markup out of what customers wrote', async () => {
  const requests: URLSearchParams[] = [];
  const server = createServer((request, response) => void text(request).then(body => {
    requests.push(new URLSearchParams(body));
    response.end('<SendTemplatedEmailResponse><SendTemplatedEmailResult><MessageId>1</MessageId></SendTemplatedEmailResult></SendTemplatedEmailResponse>');
  }));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const event = {
    'detail-type': 'RefundMade',
    'detail': { to: 'mei-lin@example.com', data: { name: 'Mei<b>-Lin</b>', refund: { noteHtml: '<em>our</em> doing' } } },
  };
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', `
      const { handler } = await import(${JSON.stringify(join(EMAILS, '../mailer/index.mjs'))});
      await handler(${JSON.stringify(event)});
    `], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
        SENDER: 'Tern & Kettle <hello@mail.example.com>',
        CONFIGURATION_SET: 'tracking',
        TEMPLATES: '{"RefundMade":"shop-refund"}',
      },
    });
  } finally {
    server.close();
  }

  expect(requests.map(request => Object.fromEntries(request))).toEqual([{
    'Action': 'SendTemplatedEmail',
    'Version': '2010-12-01',
    'Source': 'Tern & Kettle <hello@mail.example.com>',
    'Destination.ToAddresses.member.1': 'mei-lin@example.com',
    'ConfigurationSetName': 'tracking',
    'Template': 'shop-refund',
    'TemplateData': '{"name":"Meib-Lin/b","refund":{"noteHtml":"<em>our</em> doing"}}',
  }]);
});
