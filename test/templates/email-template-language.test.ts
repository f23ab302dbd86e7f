import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, CfnParameter, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailContent, EmailSampleData, EmailSource, EmailTemplate, EmailTemplateProps, EmailTemplateSet, EmailTemplateVariableKind } from '../../src';
import { emailFiles } from '../support/email-files';
import { infos, warnings } from '../support/events';
import { assetOf, templatesProperties, testStack } from '../support/synth';

const { VALUE, CONDITION, OBJECT, LIST } = EmailTemplateVariableKind;
const HELPERS = 'SES supports if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result:';
const inline = (content: string) => EmailContent.fromInline(content);

const { folder, file } = emailFiles();

/** An email without warnings, except for the changes. */
function order(change: Partial<EmailTemplateProps> = {}, stack: Stack = testStack()): EmailTemplate {
  return new EmailTemplate(stack, 'Order', { subject: 'Your order', text: inline('Thank you.'), ...change });
}

describe('an email that SES could not render fails synthesis, with construct, part, file and line', () => {
  test('a block that is not closed', () => {
    const html = file('order.html', '<h1>Thank you, {{name}}.</h1>', '<ul>', '{{#each items}}', '  <li>{{quantity}} × {{title}}</li>', '</ul>');
    expect(() => order({ html })).toThrow(new Error([
      'OrderMails/Order: emails/order.html:3:1 (html): {{#each items}} is never closed.',
      '',
      '  1 | <h1>Thank you, {{name}}.</h1>',
      '  2 | <ul>',
      '> 3 | {{#each items}}',
      '    | ^^^^^^^^^^^^^^^',
      '  4 |   <li>{{quantity}} × {{title}}</li>',
      '',
      'Add {{/each}} where the block ends. [cdk-ses-templates:blockNotClosed]',
    ].join('\n')));
  });

  test('a helper that SES does not have', () => {
    const text = file('order.txt', 'Thank you, {{name}}.', '', 'Your order of {{formatDate order.date}} is on its way.');
    expect(() => order({ text })).toThrow(new Error([
      'OrderMails/Order: emails/order.txt:3:15 (text): SES has no helper "formatDate"; SendGrid has it.',
      '',
      '  1 | Thank you, {{name}}.',
      '  2 |',
      '> 3 | Your order of {{formatDate order.date}} is on its way.',
      '    |               ^^^^^^^^^^^^^^^^^^^^^^^^^',
      '',
      `${HELPERS} {{order.date}}. [cdk-ses-templates:unknownHelper]`,
    ].join('\n')));
  });

  test('sample data without a variable', () => {
    const html = file('order.html', '<h1>Thank you, {{name}}.</h1>', '<p>Your order {{order.nubmer}} is on its way.</p>');
    expect(() => order({ html, sampleData: EmailSampleData.fromObject({ name: 'Ada', order: { number: 'TK-1042' } }) })).toThrow(new Error([
      'OrderMails/Order: emails/order.html:2:15 (html): Attribute \'order.nubmer\' is not present in the rendering data.',
      '',
      '  1 | <h1>Thank you, {{name}}.</h1>',
      '> 2 | <p>Your order {{order.nubmer}} is on its way.</p>',
      '    |               ^^^^^^^^^^^^^^^^',
      '',
      'Did you mean `order.number`? `order` contains number. [cdk-ses-templates:missingAttribute]',
    ].join('\n')));
  });

  test('several at once, with other errors', () => {
    expect(() => order({ templateName: 'a b', subject: 'Hi {{name', text: inline('{{toShout name}}') })).toThrow(new Error([
      'OrderMails/Order: templateName must be 1 to 64 characters of [a-zA-Z0-9_-], got: "a b"',
      '',
      'OrderMails/Order: subject:1:4: {{name is opened by {{ but not closed by }}.',
      '',
      '> 1 | Hi {{name',
      '    |    ^^^^^^',
      '',
      'Write {{name}} where the tag ends. To show two braces in the mail, write \\{{. [cdk-ses-templates:tagNotClosed]',
      '',
      'OrderMails/Order: text:1:1: SES has no helper "toShout", and none can be added.',
      '',
      '> 1 | {{toShout name}}',
      '    | ^^^^^^^^^^^^^^^^',
      '',
      `${HELPERS} {{name}}. [cdk-ses-templates:unknownHelper]`,
    ].join('\n')));
  });

  test('several templates of a set at once', () => {
    const templates = [
      { name: 'welcome', subject: 'Welcome, {{name', text: inline('Welcome.') },
      { name: 'order', subject: 'Your order', text: inline('Thank you, {{name}}.'), sampleData: EmailSampleData.fromObject({ nmae: 'Ada' }) },
      { name: 'refund', subject: 'Your refund', text: inline('Sorry.') },
    ];
    expect(() => new EmailTemplateSet(testStack(), 'Emails', { templates })).toThrow(new Error([
      'OrderMails/Emails/welcome: subject:1:10: {{name is opened by {{ but not closed by }}.',
      '',
      '> 1 | Welcome, {{name',
      '    |          ^^^^^^',
      '',
      'Write {{name}} where the tag ends. To show two braces in the mail, write \\{{. [cdk-ses-templates:tagNotClosed]',
      '',
      'OrderMails/Emails/order: text:1:12: Attribute \'name\' is not present in the rendering data.',
      '',
      '> 1 | Thank you, {{name}}.',
      '    |            ^^^^^^^^',
      '',
      'Did you mean `nmae`? The data contains nmae. [cdk-ses-templates:missingAttribute]',
    ].join('\n')));
  });

  test('a file outside the working directory is named as in the app', () => {
    const path = join(folder, 'order.txt');
    writeFileSync(path, '{{');
    process.chdir('emails');
    try {
      expect(() => order({ text: EmailContent.fromFile(path) })).toThrow(`OrderMails/Order: ${path}:1:1 (text): `);
    } finally {
      process.chdir(folder);
    }
  });

  test('a file of a folder is named relative to the working directory', () => {
    mkdirSync('emails/all/welcome', { recursive: true });
    file('all/welcome/subject.txt', 'Welcome, {{name');
    file('all/welcome/body.txt', 'Welcome.');
    expect(() => new EmailTemplateSet(testStack(), 'Emails', { source: EmailSource.directory(join(folder, 'emails/all')) }))
      .toThrow(`OrderMails/Emails/welcome: ${join('emails', 'all', 'welcome', 'subject.txt')}:1:`);
  });
});

describe('an email that SES renders, but not as its author intends', () => {
  const broken = '<p>Thank you, {name}.</p>';
  const brokenWarning = (place: string, after = '') => [
    `${place}: {name} is not a tag: the mail shows it literally.`,
    '',
    '> 1 | <p>Thank you, {name}.</p>',
    '    |               ^^^^^^',
    '',
    `A Handlebars tag has two braces on each side: {{name}}.${after} [ack: cdk-ses-templates:singleBraces]`,
  ].join('\n');
  const set = (stack: Stack, ...mails: Array<[name: string, html: string]>) => new EmailTemplateSet(stack, 'Emails', {
    templates: mails.map(([name, html]) => ({ name, subject: name, html: inline(html), text: inline('Thank you.') })),
  });

  test('gives a warning with its position, which can be acknowledged', () => {
    const stack = testStack();
    const template = order({ html: inline(broken) }, stack);
    expect(warnings(stack)).toEqual([['/OrderMails/Order', brokenWarning('html:1:15')]]);

    const count = () => template.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').length;
    expect(count()).toBe(1);
    Annotations.of(template).acknowledgeWarning('cdk-ses-templates:singleBraces', 'The mail explains templates.');
    expect(count()).toBe(0);
  });

  test('of a set is named in the warning', () => {
    const stack = testStack();
    set(stack, ['welcome', broken]);
    expect(warnings(stack)).toEqual([['/OrderMails/Emails', brokenWarning('OrderMails/Emails/welcome: html:1:15')]]);
  });

  test('gives one warning with other emails of the set with the same fault, in full for the first', () => {
    const stack = testStack();
    const names = Array.from({ length: 11 }, (_, index) => `mail-${index}`);
    set(stack, ...names.map((name): [string, string] => [name, `${broken}${name === 'mail-1' ? '<p>{order}</p>' : ''}`]));
    const others = [
      'OrderMails/Emails/mail-1 (html:1:15, html:1:29)', ...names.slice(2, 9).map(name => `OrderMails/Emails/${name} (html:1:15)`),
    ].join(', ');
    expect(warnings(stack)).toEqual([['/OrderMails/Emails', brokenWarning('OrderMails/Emails/mail-0: html:1:15', `\n\nAlso in ${others} and 2 more.`)]]);
  });

  test('can be acknowledged for one template of a set, or for all, before and after the set', () => {
    const stack = testStack();
    const emails = set(stack, ['welcome', broken], ['order', broken]);
    Annotations.of(emails.template('welcome')).acknowledgeWarning('cdk-ses-templates:singleBraces');
    expect(warnings(stack)).toEqual([['/OrderMails/Emails', brokenWarning('OrderMails/Emails/order: html:1:15')]]);

    const before = testStack();
    Annotations.of(before).acknowledgeWarning('cdk-ses-templates:singleBraces');
    set(before, ['welcome', broken]);
    expect(warnings(before)).toEqual([]);

    const after = testStack();
    Annotations.of(set(after, ['welcome', broken])).acknowledgeWarning('cdk-ses-templates:singleBraces');
    expect(warnings(after)).toEqual([]);
  });

  test('leaves nothing behind in the metadata of acknowledgements', () => {
    const stack = testStack();
    const emails = set(stack, ['welcome', broken]);
    emails.template('welcome');
    warnings(stack);
    expect(emails.node.findAll().map(({ node }) => node.id)).toEqual(['Emails', 'Resource', 'Templates', 'welcome']);
  });
});

describe('a remark that applies to many emails', () => {
  const mail = (stack: Stack, id: string, html: string, text?: string) =>
    new EmailTemplate(stack, id, { subject: 'Hi', html: inline(html), text: text === undefined ? undefined : inline(text) });

  test('is one line for the stack, and not a warning', () => {
    const stack = testStack();
    for (const id of ['Order', 'Refund']) mail(stack, id, '<p>Thank you, {{name}}.</p>', 'Thank you, {{name}}.');
    mail(stack, 'Plain', '<p>Hello</p>');
    expect(warnings(stack)).toEqual([]);
    expect(infos(stack)).toEqual([
      ['/OrderMails', expect.stringMatching(/^OrderMails\/Order, OrderMails\/Refund: SES does not escape HTML, .* write three braces: \{\{\{name\}\}\}\. \[ack: cdk-ses-templates:htmlVariableInMarkup\]$/)],
      ['/OrderMails', 'OrderMails/Plain: There is no text part. Some readers and spam filters prefer an email that has one. Add a text part. [ack: cdk-ses-templates:noTextPart]'],
    ]);
  });

  test('is a warning if users type the unescaped value, still one line for the stack', () => {
    const stack = testStack();
    for (const id of ['Contact', 'Review']) mail(stack, id, '<p>{{message}}</p>', '{{message}}');
    mail(stack, 'Order', '<p>{{name}}</p>', '{{name}}');
    expect(infos(stack)).toEqual([]);
    expect(warnings(stack)).toEqual([
      ['/OrderMails', expect.stringMatching(/^OrderMails\/Contact, OrderMails\/Review: SES does not escape HTML, so a < or & in the value of \{\{message\}\} changes the email, and people who type/)],
    ]);
  });

  test.each(['warning', 'info'])('can be acknowledged as a %s once for the stack, or for a template', kind => {
    const acknowledge = (scope: Construct) => kind === 'warning'
      ? Annotations.of(scope).acknowledgeWarning('cdk-ses-templates:htmlVariableInMarkup')
      : Annotations.of(scope).acknowledgeInfo('cdk-ses-templates:htmlVariableInMarkup');
    const html = kind === 'warning' ? '<p>{{message}}</p>' : '<p>{{name}}</p>';
    const reported = (stack: Stack) => [...warnings(stack), ...infos(stack)].filter(([, message]) => message.includes('does not escape'));
    const whole = testStack();
    mail(whole, 'Order', html, 'x');
    acknowledge(whole);
    expect(reported(whole)).toEqual([]);

    const one = testStack();
    mail(one, 'Refund', html, 'x');
    acknowledge(mail(one, 'Order', html, 'x'));
    expect(reported(one)).toEqual([['/OrderMails', expect.stringMatching(/^OrderMails\/Refund: SES does not escape HTML/)]]);
  });
});

describe('the size of an email', () => {
  test('gives one warning if the template or its rendering is larger than Gmail shows', () => {
    const long = (html: string, data: { [key: string]: any }) => {
      const stack = testStack();
      order({ html: inline(html), sampleData: EmailSampleData.fromObject(data) }, stack);
      return warnings(stack).filter(([, message]) => message.includes('gmailClipping')).length;
    };
    expect(long('<p>'.padEnd(110_000, 'x'), {})).toBe(1);
    expect(long('{{#each items}}<p>Tea</p>{{/each}}', { items: Array(20_000).fill(1) })).toBe(1);
    expect(long('{{#each items}}<p>Tea</p>{{/each}}', { items: [1] })).toBe(0);
  });
});

test('the variables of all parts are one tree', () => {
  const { variables } = order({
    subject: 'Your order {{order.number}}',
    text: inline('{{#if gift}}Gift{{/if}}{{#each order.items}}{{title}}{{#if note}}{{note}}{{/if}}{{/each}}'),
  });
  const field = { kind: VALUE, required: true, fields: [] };
  const item = { name: '', kind: OBJECT, required: true, fields: [{ ...field, name: 'note', required: false }, { ...field, name: 'title' }] };
  expect(variables).toEqual([
    { name: 'gift', kind: CONDITION, required: false, fields: [] },
    {
      name: 'order',
      kind: OBJECT,
      required: true,
      fields: [
        // SES prints nothing for a list that is not there.
        { name: 'items', kind: LIST, required: false, fields: [], item },
        { ...field, name: 'number' },
      ],
    },
  ]);
});

describe('a rendering', () => {
  test('has the parts of the template, unescaped, as SES renders them', () => {
    expect(order({ subject: 'For {{name}}' }).render(EmailSampleData.fromObject({ name: 'A & B' }))).toEqual({ subject: 'For A & B', text: 'Thank you.' });
    expect(order({ html: inline('<p>{{name}}</p>') }).render(EmailSampleData.fromObject({ name: '<b>Ada</b>', more: 1 })).html).toBe('<p><b>Ada</b></p>');
  });

  test('fails for data with which SES would fail', () => {
    expect(() => order({ text: inline('Thank you, {{name}}.') }).render(EmailSampleData.fromObject({ Name: 'Ada' }))).toThrow(new Error([
      'OrderMails/Order: text:1:12: Attribute \'name\' is not present in the rendering data.',
      '',
      '> 1 | Thank you, {{name}}.',
      '    |            ^^^^^^^^',
      '',
      'Did you mean `Name`? The data contains Name. [cdk-ses-templates:missingAttribute]',
    ].join('\n')));
  });

  test('has CDK tokens at the same places as the template', () => {
    const stack = testStack();
    const url = new CfnParameter(stack, 'Url').valueAsString;
    const port = Token.asNumber(Lazy.any({ produce: () => 8080 }));
    const { subject, text } = order({ subject: `{{name}} at ${url}`, text: inline(`${url}:${port}/{{name}} ${url}`) }, stack).render(EmailSampleData.fromObject({ name: 'ada' }));

    expect(stack.resolve(subject)).toEqual({ 'Fn::Join': ['', ['ada at ', { Ref: 'Url' }]] });
    expect(stack.resolve(text)).toEqual({ 'Fn::Join': ['', [{ Ref: 'Url' }, ':8080/ada ', { Ref: 'Url' }]] });
  });
});

test('the deployed content is exactly the written content', () => {
  const stack = testStack();
  const text = '{{#if a}}\n  {{~a}}\u2028{{else}}\r\n\\{{raw}}{{/if}}\n';
  order({ text: inline(text) }, stack);
  expect(assetOf(stack, templatesProperties(stack)).templates.Template.Text).toBe(text);
});

test('a CDK token in a tag is refused, because the tag is unknown at synth', () => {
  const stack = testStack();
  expect(() => order({ text: inline(`{{${new CfnParameter(stack, 'Name').valueAsString}}}`) }, stack)).toThrow(new Error([
    'OrderMails/Order: text:1:3: A value that is known only at deployment is inside the braces: ${…}.',
    '',
    '> 1 | {{${…}}}',
    '    |   ^^^',
    '',
    'Move it out of the braces, or send it with the data of each email. [cdk-ses-templates:deployTimeValueInTag]',
  ].join('\n')));
});

describe('a difference between the two engines that Amazon SES may run', () => {
  const text = inline('{{#each items}}{{title}} {{currency}}\n{{/each}}');
  const data = EmailSampleData.fromObject({ currency: 'EUR', items: [{ title: 'Tea' }] });
  const message = [
    '"currency" is not in items[0]. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either.',
    'Write {{../currency}} for the one outside, or {{this.currency}} for one of items[0].',
  ];

  test('is a warning of the construct that has the sample data', () => {
    const stack = testStack();
    order({ text, sampleData: data }, stack);

    const [[, warning], ...others] = warnings(stack);
    expect(others).toEqual([]);
    for (const line of message) expect(warning).toContain(line);
  });

  test('is a warning of the rendering', () => {
    const { text: rendered, warnings: found } = order({ text }).render(data);

    expect(rendered).toBe('Tea EUR\n');
    expect(found).toHaveLength(1);
    for (const line of message) expect(found![0]).toContain(line);
  });

  test('gives a rendering no warnings if there is none', () => {
    expect(order().render(EmailSampleData.fromObject({}))).toEqual({ subject: 'Your order', text: 'Thank you.' });
  });
});
