import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { render } from '../../local/ses/rendering';
import { EmailTemplate, EmailTemplateProps, EmailTemplateSet, EmailContent, EmailSampleData } from '../../src';
import { fingerprint } from '../../src/contract/fingerprint';
import { emailFiles } from '../support/email-files';
import { warnings } from '../support/events';
import { assetOf, filledPart, templatesProperties, testStack } from '../support/synth';

const inline = (content: string) => EmailContent.fromInline(content);

const { folder, file } = emailFiles();

function order(props: Partial<EmailTemplateProps>, stack: Stack = testStack()): EmailTemplate {
  return new EmailTemplate(stack, 'Order', { subject: 'Your order', text: inline('Thank you.'), ...props });
}

describe('the deployed content', () => {
  test('has the partials of each part compiled into it, and no others', () => {
    const stack = testStack();
    order({
      subject: '{{> brand}}: your order',
      html: inline('<h1>{{> brand}}</h1>\n{{> footer}}\n'),
      partials: { brand: inline('Tern & Kettle'), footer: inline('<p>{{> brand}}</p>'), unused: inline('{{#if}}') },
    }, stack);
    const properties = templatesProperties(stack);
    const asset = assetOf(stack, properties).templates.Template;

    expect(asset).toEqual({
      Subject: '{{#* inline "brand"}}Tern & Kettle{{/inline~}}\n{{> brand}}: your order',
      Html: '{{#* inline "brand"}}Tern & Kettle{{/inline~}}\n{{#* inline "footer"}}<p>{{> brand}}</p>{{/inline~}}\n<h1>{{> brand}}</h1>\n{{> footer}}',
      Text: 'Thank you.',
    });
    expect(properties.Templates.Template).toMatchObject({ Subject: fingerprint(asset.Subject), Html: fingerprint(asset.Html!), Text: fingerprint('Thank you.') });
  });

  test('has a value for exactly the CDK tokens in it', () => {
    const stack = testStack();
    const [unused, logo, host, shop] = ['Unused', 'Logo', 'Host', 'Shop'].map(id => new CfnParameter(stack, id).valueAsString);
    writeFileSync(join('emails', 'footer.txt'), '{{! %UNUSED% }}\nTern & Kettle, %SHOP%\n');
    order({
      html: inline(`<p>${host}</p>{{> header}}{{> footer}}`),
      partials: {
        unused: inline(unused),
        header: inline(`<img src="${logo}" alt="${host}">`),
        footer: EmailContent.fromFile(join('emails', 'footer.txt'), { replace: { '%SHOP%': shop, '%UNUSED%': unused } }),
      },
    }, stack);

    expect(templatesProperties(stack).Markers).toEqual([{ Ref: 'Logo' }, { Ref: 'Host' }, { Ref: 'Shop' }]);
    expect(filledPart(stack, 'Html', ['logo.png', 'example.com', 'Salthaven'])).toBe(
      '{{#* inline "header"}}<img src="logo.png" alt="example.com">{{/inline~}}\n' +
      '{{#* inline "footer"}}Tern & Kettle, Salthaven\n{{/inline~}}\n' +
      '<p>example.com</p>{{> header}}{{> footer}}');
  });

  test('changes with the partials that it uses', () => {
    const prints = (footer: string) => {
      const stack = testStack();
      new EmailTemplateSet(stack, 'Mails', {
        partials: { footer: inline(footer) },
        templates: [{ name: 'order', subject: 'Order', text: inline('{{> footer}}') }, { name: 'refund', subject: 'Refund', text: inline('Sorry') }],
      });
      return templatesProperties(stack).Templates;
    };
    const [before, after] = [prints('Bye'), prints('Goodbye')];

    expect(after.order.Text).not.toBe(before.order.Text);
    expect(after.order.Subject).toBe(before.order.Subject);
    expect(after.refund).toEqual(before.refund);
  });

  test('is limited in size', () => {
    expect(() => order({ text: inline(`{{> footer}}${'x'.repeat(411_953)}`), partials: { footer: inline('é'.repeat(50_000)) } })).not.toThrow();
    expect(() => order({ text: inline(`{{> footer}}${'x'.repeat(411_954)}`), partials: { footer: inline('é'.repeat(50_000)) } })).toThrow(new Error(
      'OrderMails/Order: html and text together must be at most 512000 bytes of UTF-8, got: 512001 (html 0, text 512001; 100035 of them from partials)'));
  });
});

describe('as SES renders it', () => {
  /** The parts of the only template, in the order of SES's own words. */
  function rendered(props: Partial<EmailTemplateProps>, data: object): Array<string | undefined> {
    const stack = testStack();
    const ours = order(props, stack).render(EmailSampleData.fromObject(data));
    const theirs = (['Subject', 'Html', 'Text'] as const).map(part => filledPart(stack, part)).map(part => part && render(part, data));
    expect(theirs).toEqual([ours.subject, ours.html, ours.text]);
    return theirs;
  }

  const LAYOUT = file.bind(undefined, 'layout.html');

  test('a layout surrounds each mail, without additional blank lines or text', () => {
    const layout = LAYOUT(
      '<!doctype html>', '<html>', '<body>', '  {{> header}}', '  <main>', '    {{> @partial-block}}', '  </main>', '  {{#> footer}}', '  <p>Tern &amp; Kettle</p>', '  {{/footer}}', '</body>', '</html>');
    const header = file('header.html', '<h1>{{title}}</h1>', '{{#if preview}}', '<p>{{preview}}</p>', '{{/if}}');
    const html = file('order.html', '{{#> layout title="Your order"}}', '<p>Thank you, {{name}}.</p>', '{{#each items}}', '<p>{{name}}</p>', '{{/each}}', '{{/layout}}');

    expect(rendered({ html, partials: { layout, header } }, { name: 'Ada', items: [{ name: 'Tea' }, { name: 'Pot' }] })).toEqual([
      'Your order',
      '<!doctype html>\n<html>\n<body>\n  <h1>Your order</h1>\n  <main>\n    <p>Thank you, Ada.</p>\n<p>Tea</p>\n<p>Pot</p>\n  </main>\n  <p>Tern &amp; Kettle</p>\n</body>\n</html>\n',
      'Thank you.',
    ]);
  });

  test('text parts keep their lines, with passed values and repeated lists', () => {
    const text = file('order.txt', 'Thank you, {{name}}.', '', '{{#each items}}', '{{> line number=@index}}', '{{/each}}', '', '{{> footer}}');
    const partials = { line: file('line.txt', '{{number}}. {{name}}, {{#> price}}free{{/price}}'), footer: file('bye.txt', '--', 'Tern & Kettle') };

    expect(rendered({ subject: '{{> brand}} for {{name}}', text, partials: { ...partials, brand: file('brand.txt', 'Tea') } }, { name: 'Ada', items: [{ name: 'Tea' }, { name: 'Pot' }] })).toEqual([
      'Tea for Ada', undefined, 'Thank you, Ada.\n\n0. Tea, free\n1. Pot, free\n\n--\nTern & Kettle\n',
    ]);
  });
});

describe('a template with partials', () => {
  const partials = { footer: inline('Bye, {{customer.name}}{{#if note}} ({{note}}){{/if}}') };

  test('has their variables', () => {
    expect(order({ text: inline('{{> footer}} {{> footer customer}}'), partials: { footer: inline('{{name}}') } }).variables).toMatchObject([
      { name: 'customer', fields: [{ name: 'name', required: true }] }, { name: 'name', required: true },
    ]);
  });

  test('is rendered with them, also at synth', () => {
    expect(order({ text: inline('{{> footer}}'), partials, sampleData: EmailSampleData.fromObject({ customer: { name: 'Ada' } }) }).render(EmailSampleData.fromObject({ customer: { name: 'Bo' } })).text).toBe('Bye, Bo');
    expect(() => order({ text: inline('{{> footer}}'), partials, sampleData: EmailSampleData.fromObject({ customer: 'Ada' }) }))
      .toThrow('OrderMails/Order: partial "footer":1:6 (text): Attribute \'customer.name\' is not present in the rendering data.');
  });

  test('of a set may have its own, which come first', () => {
    const stack = testStack();
    const set = new EmailTemplateSet(stack, 'Mails', { partials: { footer: inline('{{> brand}}'), brand: inline('Tern & Kettle') } });
    set.addTemplate({ name: 'tea', subject: 'Tea', text: inline('{{> footer}}') });
    set.addTemplate({ name: 'pots', subject: 'Pots', text: inline('{{> footer}}'), partials: { brand: inline('Kettle') } });
    const { tea, pots } = assetOf(stack, templatesProperties(stack)).templates;

    expect([tea, pots].map(({ Text }) => render(Text as string, {}))).toEqual(['Tern & Kettle', 'Kettle']);
  });
});

test('a partial is read once for all templates of a set', () => {
  const sign = inline('Bye');
  const reads = jest.spyOn(sign, '_pieces');
  const templates = ['a', 'b', 'c'].map(name => ({ name, subject: '{{> sign}}', text: inline('{{> sign}}') }));
  new EmailTemplateSet(testStack(), 'Mails', { partials: { sign }, templates });
  expect(reads).toHaveBeenCalledTimes(1);
});

describe('a problem of a partial', () => {
  test('is reported where it was written', () => {
    const footer = file('footer.html', '<p>', '  {{formatDate date}}', '</p>');
    expect(() => order({ html: inline('{{> footer}}'), text: inline('{{> footer}}'), partials: { footer } })).toThrow(new Error([
      'OrderMails/Order: emails/footer.html:2:3 (html, partial "footer"): SES has no helper "formatDate"; SendGrid has it.',
      '',
      '  1 | <p>',
      '> 2 |   {{formatDate date}}',
      '    |   ^^^^^^^^^^^^^^^^^^^',
      '  3 | </p>',
      '',
      'SES supports if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result: {{date}}. [cdk-ses-templates:unknownHelper]',
    ].join('\n')));
  });

  test('is reported once for all templates that use it', () => {
    const templates = ['order', 'refund', 'welcome'].map(name => ({ name, subject: 'Hi', text: inline('{{> footer}}') }));
    expect(() => new EmailTemplateSet(testStack(), 'Mails', { partials: { footer: file('footer.txt', 'Bye', '{{#if vip}}') }, templates })).toThrow(new Error([
      'OrderMails/Mails/order: emails/footer.txt:2:1 (text, partial "footer"): {{#if vip}} is never closed.',
      '',
      '  1 | Bye',
      '> 2 | {{#if vip}}',
      '    | ^^^^^^^^^^^',
      '',
      'Add {{/if}} where the block ends.',
      '',
      'The partial is used, with the same result, by OrderMails/Mails/refund, OrderMails/Mails/welcome. [cdk-ses-templates:blockNotClosed]',
    ].join('\n')));
  });

  test('is reported once for the parts that use it', () => {
    const footer = file('both.txt', '{{#if vip}}');
    expect(() => order({ html: inline('<p>{{> footer}}</p>'), text: inline('{{> footer}}'), partials: { footer } })).toThrow(new Error([
      'OrderMails/Order: emails/both.txt:1:1 (html, partial "footer"): {{#if vip}} is never closed.',
      '',
      '> 1 | {{#if vip}}',
      '    | ^^^^^^^^^^^',
      '',
      'Add {{/if}} where the block ends. [cdk-ses-templates:blockNotClosed]',
    ].join('\n')));
  });

  test.each<[unknown, string]>([['Bye', 'string'], [undefined, 'undefined'], [null, 'null'], [{ html: 'x' }, 'object']])(
    'is that it is no content: %p', (partial, kind) => {
      expect(() => order({ partials: { footer: partial as EmailContent } }))
        .toThrow(new Error(`OrderMails/Order: partials.footer must be an EmailContent, got: ${kind}`));
    });

  test('is a warning once for all templates that use it', () => {
    const stack = testStack();
    new EmailTemplateSet(stack, 'Mails', {
      partials: { logo: inline('<a href="/{{{shop}}}">Shop</a>') },
      templates: Array.from({ length: 12 }, (_, index) => ({ name: `m${index}`, subject: 'Hi', html: inline('{{> logo}}'), text: inline('{{shop}}') })),
    });
    expect(warnings(stack)).toEqual([['/OrderMails/Mails', [
      'OrderMails/Mails/m0: partial "logo":1:10 (html): The URL in href begins with "/" instead of https://, and an email has no page that it could be relative to.',
      '',
      '> 1 | <a href="/{{{shop}}}">Shop</a>',
      '    |          ^',
      '',
      'Write the full URL, starting with https://.',
      '',
      `Also in ${[1, 2, 3, 4, 5, 6, 7, 8].map(index => `OrderMails/Mails/m${index}`).join(', ')} and 3 more. [ack: cdk-ses-templates:relativeAddress]`,
    ].join('\n')]]);
  });

  test('is a warning if a text part uses an HTML file', () => {
    const stack = testStack();
    const footer = file('footer.html', 'Bye', '<p>Tern &amp; Kettle</p>');
    order({ html: inline('<p>Hi</p>\n{{> footer}}\n'), text: inline('Hi\n{{> footer}}\n'), partials: { footer } }, stack);
    expect(warnings(stack)).toEqual([['/OrderMails/Order', [
      `${join('emails', 'footer.html')}:2:1 (text, partial "footer"): This partial is HTML, but the text part uses it and shows <p> literally.`,
      '',
      '  1 | Bye',
      '> 2 | <p>Tern &amp; Kettle</p>',
      '    | ^^^',
      '',
      'Add a plain-text version, in a file next to it whose name ends in .txt, or call another partial. [ack: cdk-ses-templates:htmlInText]',
    ].join('\n')]]);
  });

  test('is reported without further errors if its name or file is invalid', () => {
    const missing = join(folder, 'none.html');
    expect(() => order({
      text: inline('{{> header}}{{> footer}}'),
      partials: {
        'header': EmailContent.fromFile(missing),
        'footer': EmailContent.fromFile('emails/footer.txt', { replace: { '%SHOP%': 'x' } }),
        'my footer': inline('x'),
        '../x': inline('x'),
      },
    })).toThrow(new Error([
      `OrderMails/Order: partials.header must be a readable file, got: ${missing}, which does not exist`,
      `OrderMails/Order: partials.footer must contain every placeholder to replace, got: ${join(folder, 'emails', 'footer.txt')} without "%SHOP%"`,
      'OrderMails/Order: the name of a partial must consist of [a-zA-Z0-9_-], with slashes as separators, got: "my footer"',
      'OrderMails/Order: the name of a partial must consist of [a-zA-Z0-9_-], with slashes as separators, got: "../x"',
    ].join('\n')));
  });

  test.each([
    ['foter', 'Did you mean "footer"?'],
    ['footer.html', 'Did you mean "footer"?'],
    ['price', 'Did you mean "cards/price"?'],
    ['header', 'Define it at the beginning, {{#* inline "header"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".'],
  ])('can be that it does not exist: %s', (name, advice) => {
    expect(() => order({ text: inline(`{{> ${name}}}`), partials: { 'footer': inline('x'), 'cards/price': inline('x') } })).toThrow(new Error([
      `OrderMails/Order: text:1:5: There is no partial "${name}" here.`,
      '',
      `> 1 | {{> ${name}}}`,
      `    |     ${'^'.repeat(name.length)}`,
      '',
      `${advice} [cdk-ses-templates:unknownPartial]`,
    ].join('\n')));
  });

  test('can be a cycle', () => {
    const partials = { header: inline('{{> logo}}'), logo: file('logo.html', '<p>', '{{> header}}', '</p>') };
    expect(() => order({ text: inline('{{> header}}'), partials })).toThrow(
      'OrderMails/Order: emails/logo.html:2:5 (text, partial "logo"): The partial "header" calls itself: header -> logo -> header.');
  });
});
