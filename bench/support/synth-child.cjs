// Synthesizes many templates in a separate process, like `cdk synth`: plain JavaScript that uses the compiled package.
// Reports how long constructs and synthesis took, and the size of the stack template.
//
// argv: 'checked' uses sets, with checks and rendered sample data; 'unchecked' does the same without those; 'inlined' uses
// CloudFormation's own resource, with the content in the stack template.
const { mkdtempSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** A set can have at most 375 templates. */
const SETS = 2;

/** Six tags in 1.4 KB: as many as the densest email of examples/order-mails has, its invoice with four in a KB. */
const ROW = `<tr style="border-top:1px solid #e4e0d8"><td style="padding:12px 16px 12px 0;font:15px/22px Helvetica,Arial,sans-serif;color:#2b2b2b">{{title}}
${'<span style="display:block;font-size:13px;color:#6f6a60">Hand-picked, packed in a tin of 100 g. — Von Hand gepflückt.</span>\n'.repeat(8)}</td>
<td align="right" style="padding:12px 0;font:15px/22px Helvetica,Arial,sans-serif">{{#if discount}}-{{discount}}{{else}}{{price}}{{/if}}</td></tr>\n`;
/** Half of them are in a list. */
const HALF = Math.round(20_000 / ROW.length / 2);
const html = index => `<h1>Order ${index} of {{customer.name}}</h1>\n<table>\n${
  ROW.repeat(HALF)}{{#each items}}\n${ROW.repeat(HALF)}{{/each}}\n</table>\n`;
const ITEM = { title: 'Sencha', price: '19.90', discount: '' };
const DATA = { ...ITEM, customer: { name: 'Ada' }, items: [ITEM, { ...ITEM, discount: '5.00' }] };

/** Replaces the language, before it is first loaded, with one that accepts everything, renders nothing, and counts its calls. */
function stubLanguage() {
  let asked = 0;
  const path = require.resolve('../../lib/language');
  const language = require(path);
  require.cache[path].exports = {
    ...language,
    compileEmail: source => {
      asked++;
      const content = { subject: source.subject.content, html: source.html?.content, text: source.text?.content };
      return { errors: [], warnings: [], infos: [], email: { content, variables: [], units: {} } };
    },
    renderEmail: () => ({ errors: [], warnings: [], infos: [], email: { subject: '' } }),
  };
  return () => asked;
}

function main(kind, count) {
  const asked = kind === 'unchecked' ? stubLanguage() : () => count;
  const { App, CfnResource, Stack } = require('aws-cdk-lib');
  const { EmailTemplateSet, EmailContent, EmailSampleData } = require('../..');
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(outdir, { recursive: true }));

  const before = performance.now();
  const app = new App({ outdir });
  const stack = new Stack(app, 'Bench');
  if (kind === 'inlined') {
    for (let index = 0; index < count; index++) {
      new CfnResource(stack, `Mail${index}`, {
        type: 'AWS::SES::Template',
        properties: { Template: { TemplateName: `mail-${index}`, SubjectPart: 'Your order', HtmlPart: html(index) } },
      });
    }
  } else {
    for (let part = 0; part < SETS; part++) {
      new EmailTemplateSet(stack, `Mails${part}`, {
        templates: Array.from({ length: count / SETS }, (_, index) => ({
          name: `mail-${part}-${index}`, subject: 'Your order', html: EmailContent.fromInline(html(index)), sampleData: EmailSampleData.fromObject(DATA),
        })),
      });
    }
  }
  app.synth();
  const milliseconds = performance.now() - before;
  if (asked() !== count) throw new Error(`the stub of the language must be called for each of ${count} templates, was called for ${asked()}`);
  return { milliseconds, templateBytes: statSync(join(outdir, 'Bench.template.json')).size };
}

process.send(main(process.argv[2], Number(process.argv[3])), () => process.exit());
