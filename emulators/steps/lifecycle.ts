import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { StackDeclaration } from '../app/declaration';
import { partOf, subjectOf } from '../support/mime';
import { REGION } from '../support/ses';
import { ACCOUNT } from '../support/shop';
import { Step } from '../support/steps';
import { Content, Expected, World } from '../support/world';

const RESET = { name: 'reset', text: 'Reset: {{link}}', sample: { link: 'https://shop.example.com' } };
const INVITE = { name: 'invite', text: 'Come in: %DOOR%', token: { placeholder: '%DOOR%', value: 'https://door.example.com' } };

/** Everything that the package offers, in one stack. */
const shop = (world: World, { prefix = 'shop-', ...changed }: Partial<StackDeclaration> & { prefix?: string } = {}) => ({
  Shop: {
    set: { prefix, folder: 'emails', verify: world.ses.rendersPartials },
    singles: { Reset: RESET, Invite: INVITE },
    events: true,
    ...changed,
  },
});

/** The URL of the queue that replaces %SHOP_URL%. */
const SHOP_URL = new RegExp(`https?://[^\\s"/]+/${ACCOUNT}/Shop-[\\w-]+`, 'g');

/** Checks a compiled email of the folder, in which SHOP stands for the URL of the queue. */
const compiled = (expected: Content) => (content: Content): void => {
  const named = Object.entries(content).map(([part, value]: [string, string]) => [part, value.replace(SHOP_URL, 'SHOP')]);
  deepEqual(Object.fromEntries(named), expected, `the template must be compiled, got:\n${JSON.stringify(content, undefined, 2)}`);
};

const FOOTER = '{{#* inline "footer"}}Tern & Kettle, SHOP\n{{/inline~}}\n';

/** An HTML part in the layout: the layout and what is inside it, as inline partials. */
const inLayout = (title: string, inside: string): string => [
  `{{#* inline "layout-block"}}${inside}{{/inline~}}\n`,
  '{{#* inline "layout"}}<html><body><h1>{{title}}</h1>{{> layout-block}}<p><a href="SHOP">Tern &amp; Kettle</a></p></body></html>\n{{/inline~}}\n',
  `{{> layout title="${title}"}}{{! }}\n`,
].join('');

const folder = (prefix: string, welcome = 'Welcome, {{name}}'): Record<string, Expected> => ({
  [`${prefix}welcome`]: compiled({
    subject: 'Welcome, {{name}}',
    html: inLayout('Welcome', '<p>Welcome, {{name}}.</p>'),
    text: `${FOOTER}${welcome}.\n{{> footer}}`,
  }),
  [`${prefix}order`]: compiled({
    subject: 'Your order {{order}}',
    html: inLayout('Your order', '<ul>{{#each items}}<li>{{title}}</li>{{/each}}</ul>'),
    text: `${FOOTER}{{#each items}}{{title}}\n{{/each}}{{> footer}}`,
  }),
  [`${prefix}refund`]: compiled({ subject: 'Your refund', text: `${FOOTER}{{amount}} is on its way back to you.\n{{> footer}}` }),
});

const SINGLES = { reset: 'Reset: {{link}}', invite: 'Come in: https://door.example.com' };
const CHANGED = 'Good to see you, {{name}}';

/** Checks the mail that a deployed template renders to, if this SES can render it. */
async function renders(world: World, name: string, data: object, ...words: string[]): Promise<void> {
  const message = await world.ses.render(name, data);
  if (message === undefined) return;
  const mail = [subjectOf(message), partOf(message, 'text/html'), partOf(message, 'text/plain')].join('\n');
  for (const word of words) ok(mail.includes(word), `the mail must have "${word}", got:\n${mail}`);
}

/** The alarms and the dashboard of the configuration set, as CloudWatch has them. */
async function monitors(world: World): Promise<void> {
  const alarms = await world.alarms('Shop-Events');
  const watched = Object.entries(alarms).map(([metric, { Namespace, Threshold, Dimensions }]) => [metric, [Namespace, Threshold, Dimensions]]);
  deepEqual(Object.fromEntries(watched), {
    'RenderingFailure': ['AWS/SES', 1, [OF_SET]],
    'Reputation.BounceRate': ['AWS/SES', 0.05, [OF_SET]],
    'Reputation.ComplaintRate': ['AWS/SES', 0.001, [OF_SET]],
  });
  for (const { AlarmActions } of Object.values(alarms)) match(AlarmActions.join(), new RegExp(`^arn:aws:sns:${REGION}:${ACCOUNT}:Shop-Topic[^,]*$`));
  const { widgets } = JSON.parse(await world.dashboard('shop-emails') ?? '{}') as { widgets?: Array<{ properties: { metrics?: unknown[] } }> };
  const metrics = JSON.stringify(widgets?.map(({ properties }) => properties.metrics));
  for (const metric of ['Send', 'RenderingFailure', 'Reputation.BounceRate']) {
    ok(metrics.includes(`"AWS/SES","${metric}","${OF_SET.Name}","${OF_SET.Value}"`), `the dashboard must show ${metric}, got:\n${metrics}`);
  }
}

const OF_SET = { Name: 'ses:configuration-set', Value: 'shop-events' };

const DESTINATIONS = [['CloudWatchDestination', 10], ['EventBridgeDestination', 10], ['KinesisFirehoseDestination', 10], ['SnsDestination', 2]];

export const LIFECYCLE: readonly Step[] = [
  {
    name: 'bootstrap',
    run: async world => {
      world.shop.declare(shop(world));
      const { code, output } = await world.shop.cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
      equal(code, 0, output);
      await world.holds({});
    },
  },
  {
    name: 'refuse to grant permissions, without a terminal and with the default approval',
    run: async world => {
      await world.refuseUnapproved(shop(world), 'terminal (TTY) is not attached');
      await world.holds({});
    },
  },
  {
    name: 'deploy a set from a folder, two templates, a configuration set with alarms and a dashboard',
    run: async world => {
      await world.deploy(shop(world));
      await world.holds({ ...folder('shop-'), ...SINGLES });
      deepEqual(await world.destinations('shop-events'), DESTINATIONS);
      await monitors(world);
      await renders(world, 'shop-order', { order: 7, items: [{ title: 'Oolong' }] }, 'Your order 7', '<h1>Your order</h1>', '<li>Oolong</li>', 'Tern & Kettle');
    },
  },
  {
    name: 'deploy the same again',
    run: async world => {
      const before = await world.ses.templates();
      match(await world.deploy(shop(world)), /no changes/);
      deepEqual(await world.ses.templates(), before);
    },
  },
  {
    name: 'change one email, without a terminal and with the default approval',
    run: async world => {
      world.shop.write('welcome/body.txt', `${CHANGED}.\n{{> footer}}\n`);
      await world.deploy(shop(world), { args: [] });
      await world.holds({ ...folder('shop-', CHANGED), ...SINGLES });
    },
  },
  {
    name: 'rename a template and a whole set',
    run: async world => {
      await world.deploy(shop(world, { prefix: 'store-', singles: { Reset: { ...RESET, name: 'password' }, Invite: INVITE } }));
      await world.holds({ ...folder('store-', CHANGED), invite: SINGLES.invite, password: SINGLES.reset });
    },
  },
  {
    name: 'rename them back',
    run: async world => {
      await world.deploy(shop(world));
      await world.holds({ ...folder('shop-', CHANGED), ...SINGLES });
    },
  },
  {
    name: 'drop an email of the folder and a template',
    run: async world => {
      world.shop.delete('refund');
      await world.deploy(shop(world, { singles: { Reset: RESET } }));
      const { 'shop-refund': _, ...rest } = folder('shop-', CHANGED);
      await world.holds({ ...rest, reset: SINGLES.reset });
    },
  },
  {
    name: 'destroy all of it',
    run: async world => {
      await world.destroy(shop(world, { singles: { Reset: RESET } }));
      await world.holds({});
      equal(await world.destinations('shop-events'), undefined);
      deepEqual(await world.alarms('Shop-Events'), {});
      equal(await world.dashboard('shop-emails'), undefined);
    },
  },
];
