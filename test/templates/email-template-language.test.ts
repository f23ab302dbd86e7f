import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, CfnParameter, Lazy, Stack, Token } from 'aws-cdk-lib';
import { EmailSource, EmailTemplate, EmailTemplateProps, EmailTemplateSet, EmailTemplateVariableKind, EmailContent, EmailSampleData } from '../../src';
import { emailFiles } from '../support/email-files';
import { warnings } from '../support/events';
import { assetOf, templatesProperties, testStack } from '../support/synth';

const { VALUE, CONDITION, OBJECT, LIST } = EmailTemplateVariableKind;
const HELPERS = 'SES knows if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result: {{date}}.';
const inline = (content: string) => EmailContent.fromInline(content);

const { folder, file } = emailFiles();

/** An email without warnings, but for what is changed. */
function order(change: Partial<EmailTemplateProps> = {}, stack: Stack = testStack()): EmailTemplate {
  return new EmailTemplate(stack, 'Order', { subject: 'Your order', text: inline('Thank you.'), ...change });
}

describe('an email that SES could not render fails the synthesis, by a message with the construct, the part, the file and the line', () => {
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
      'Add {{/each}} where the part of the email that it is about ends.',
    ].join('\n')));
  });

  test('a helper that SES does not have', () => {
    const text = file('order.txt', 'Thank you, {{name}}.', '', 'Your order of {{formatDate order.date}} is on its way.');
    expect(() => order({ text })).toThrow(new Error([
      'OrderMails/Order: emails/order.txt:3:15 (text): SES has no helper "formatDate", and none can be added to it.',
      '',
      '  1 | Thank you, {{name}}.',
      '  2 |',
      '> 3 | Your order of {{formatDate order.date}} is on its way.',
      '    |               ^^^^^^^^^^^^^^^^^^^^^^^^^',
      '',
      HELPERS,
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
      'Did you mean `order.number`? `order` holds number.',
    ].join('\n')));
  });

  test('several at once, with what else is wrong', () => {
    expect(() => order({ templateName: 'a b', subject: 'Hi {{name', text: inline('{{shout name}}') })).toThrow(new Error([
      'OrderMails/Order: templateName must be 1 to 64 characters of [a-zA-Z0-9_-], got: "a b"',
      '',
      'OrderMails/Order: subject:1:4: {{name is opened by {{, but not closed by }}.',
      '',
      '> 1 | Hi {{name',
      '    |    ^^^^^^',
      '',
      'Write {{name}} where the tag ends. If the mail shall show two braces, write \\{{.',
      '',
      'OrderMails/Order: text:1:1: SES has no helper "shout", and none can be added to it.',
      '',
      '> 1 | {{shout name}}',
      '    | ^^^^^^^^^^^^^^',
      '',
      HELPERS,
    ].join('\n')));
  });

  test('several templates of a set at once', () => {
    const templates = [
      { name: 'welcome', subject: 'Welcome, {{name', text: inline('Welcome.') },
      { name: 'order', subject: 'Your order', text: inline('Thank you, {{name}}.'), sampleData: EmailSampleData.fromObject({ nmae: 'Ada' }) },
      { name: 'refund', subject: 'Your refund', text: inline('Sorry.') },
    ];
    expect(() => new EmailTemplateSet(testStack(), 'Emails', { templates })).toThrow(new Error([
      'OrderMails/Emails/welcome: subject:1:10: {{name is opened by {{, but not closed by }}.',
      '',
      '> 1 | Welcome, {{name',
      '    |          ^^^^^^',
      '',
      'Write {{name}} where the tag ends. If the mail shall show two braces, write \\{{.',
      '',
      'OrderMails/Emails/order: text:1:12: Attribute \'name\' is not present in the rendering data.',
      '',
      '> 1 | Thank you, {{name}}.',
      '    |            ^^^^^^^^',
      '',
      'Did you mean `nmae`? The data holds nmae.',
    ].join('\n')));
  });

  test('a file out of the working directory is called as the app calls it', () => {
    const path = join(folder, 'order.txt');
    writeFileSync(path, '{{');
    process.chdir('emails');
    try {
      expect(() => order({ text: EmailContent.fromFile(path) })).toThrow(`OrderMails/Order: ${path}:1:1 (text): `);
    } finally {
      process.chdir(folder);
    }
  });

  test('a file of a folder is called from the working directory', () => {
    mkdirSync('emails/all/welcome', { recursive: true });
    file('all/welcome/subject.txt', 'Welcome, {{name');
    file('all/welcome/body.txt', 'Welcome.');
    expect(() => new EmailTemplateSet(testStack(), 'Emails', { source: EmailSource.directory(join(folder, 'emails/all')) }))
      .toThrow(`OrderMails/Emails/welcome: ${join('emails', 'all', 'welcome', 'subject.txt')}:1:`);
  });
});

describe('an email that SES renders, but perhaps not as meant', () => {
  test('is warned of where it stands, and the warning can be acknowledged', () => {
    const stack = testStack();
    const template = order({ text: undefined, html: inline('<p>Thank you, {{name}}.</p>') }, stack);
    expect(warnings(stack)).toEqual([
      ['/OrderMails/Order', [
        'html:1:15: SES does not escape HTML: a < or & in the value of {{name}} breaks the email, and a value that a stranger typed can put links of their own into it.',
        '',
        '> 1 | <p>Thank you, {{name}}.</p>',
        '    |               ^^^^^^^^',
        '',
        'Escape &, <, > and quotes in these values before you send them. If a value is HTML on purpose, or is escaped, write three braces, {{{name}}}: SES prints the same. [ack: cdk-ses-templates:htmlVariableInMarkup]',
      ].join('\n')],
      ['/OrderMails/Order', [
        'html: There is no text part, and an email of HTML alone is more likely to be taken for spam, and cannot be read everywhere.',
        '',
        'Add a text part. [ack: cdk-ses-templates:noTextPart]',
      ].join('\n')],
    ]);

    const told = () => template.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').length;
    expect(told()).toBe(2);
    Annotations.of(template).acknowledgeWarning('cdk-ses-templates:noTextPart', 'Everybody reads HTML.');
    Annotations.of(template).acknowledgeWarning('cdk-ses-templates:htmlVariableInMarkup', 'The mailer escapes it.');
    expect(told()).toBe(0);
  });

  test('of a set is named in the warning', () => {
    const stack = testStack();
    new EmailTemplateSet(stack, 'Emails', { templates: [{ name: 'welcome', subject: 'Welcome', html: inline('<p>Welcome.</p>') }] });
    expect(warnings(stack)).toEqual([['/OrderMails/Emails', expect.stringMatching(/^OrderMails\/Emails\/welcome: html: There is no text part/)]]);
  });

  test('is warned of once with the others of a set, where it is the same for all', () => {
    const stack = testStack();
    const names = Array.from({ length: 11 }, (_, index) => `mail-${index}`);
    new EmailTemplateSet(stack, 'Emails', { templates: names.map(name => ({ name, subject: name, html: inline(`<p>${name}.</p>`) })) });
    expect(warnings(stack)).toEqual([['/OrderMails/Emails', [
      'OrderMails/Emails/mail-0: html: There is no text part, and an email of HTML alone is more likely to be taken for spam, and cannot be read everywhere.',
      '',
      'Add a text part.',
      '',
      `The same is true of ${names.slice(1, 9).map(name => `OrderMails/Emails/${name}`).join(', ')}, 2 more. [ack: cdk-ses-templates:noTextPart]`,
    ].join('\n')]]);
  });

  test('is warned of once for its size, whether the template or what it renders to is larger than Gmail shows', () => {
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

test('the variables are those of all parts together, as a tree', () => {
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
  test('has the parts that the template has, unescaped, as SES renders them', () => {
    expect(order({ subject: 'For {{name}}' }).render(EmailSampleData.fromObject({ name: 'A & B' }))).toEqual({ subject: 'For A & B', text: 'Thank you.' });
    expect(order({ html: inline('<p>{{name}}</p>') }).render(EmailSampleData.fromObject({ name: '<b>Ada</b>', more: 1 })).html).toBe('<p><b>Ada</b></p>');
  });

  test('fails for data that SES would fail for', () => {
    expect(() => order({ text: inline('Thank you, {{name}}.') }).render(EmailSampleData.fromObject({ Name: 'Ada' }))).toThrow(new Error([
      'OrderMails/Order: text:1:12: Attribute \'name\' is not present in the rendering data.',
      '',
      '> 1 | Thank you, {{name}}.',
      '    |            ^^^^^^^^',
      '',
      'Did you mean `Name`? The data holds Name.',
    ].join('\n')));
  });

  test('has CDK tokens where the template has them', () => {
    const stack = testStack();
    const url = new CfnParameter(stack, 'Url').valueAsString;
    const port = Token.asNumber(Lazy.any({ produce: () => 8080 }));
    const { subject, text } = order({ subject: `{{name}} at ${url}`, text: inline(`${url}:${port}/{{name}} ${url}`) }, stack).render(EmailSampleData.fromObject({ name: 'ada' }));

    expect(stack.resolve(subject)).toEqual({ 'Fn::Join': ['', ['ada at ', { Ref: 'Url' }]] });
    expect(stack.resolve(text)).toEqual({ 'Fn::Join': ['', [{ Ref: 'Url' }, ':8080/ada ', { Ref: 'Url' }]] });
  });
});

test('what is deployed is what was written, to the letter', () => {
  const stack = testStack();
  const text = '{{#if a}}\n  {{~a}}\u2028{{else}}\r\n\\{{raw}}{{/if}}\n';
  order({ text: inline(text) }, stack);
  expect(assetOf(stack, templatesProperties(stack)).templates.Template.Text).toBe(text);
});

test('a CDK token in a tag is refused, as nobody can tell what the tag will say', () => {
  const stack = testStack();
  expect(() => order({ text: inline(`{{${new CfnParameter(stack, 'Name').valueAsString}}}`) }, stack)).toThrow(new Error([
    'OrderMails/Order: text:1:3: A value that is known only when the stack is deployed stands inside of braces: ${…}.',
    '',
    '> 1 | {{${…}}}',
    '    |   ^^^',
    '',
    'Put it outside of the braces, or send it with the data of each email.',
  ].join('\n')));
});
