// A synth of many templates, in a process of its own, as `cdk synth` runs an app: plain JavaScript, on the compiled package.
// Tells how long constructs and synthesis took, and how large the stack template is.
//
// argv: 'checked' by sets, with checks and sample renders; 'unchecked' the same without; 'inlined' by CloudFormation's
// own resource, with the bodies in the stack template.
const { mkdtempSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** A set may hold no more than 375. */
const SETS = 2;

/** Six tags in 1.4 KB: as many as the densest email of examples/order-mails has, its invoice with four in a KB. */
const ROW = `<tr style="border-top:1px solid #e4e0d8"><td style="padding:12px 16px 12px 0;font:15px/22px Helvetica,Arial,sans-serif;color:#2b2b2b">{{title}}
${'<span style="display:block;font-size:13px;color:#6f6a60">Hand-picked, packed in a tin of 100 g. — Von Hand gepflückt.</span>\n'.repeat(8)}</td>
<td align="right" style="padding:12px 0;font:15px/22px Helvetica,Arial,sans-serif">{{#if discount}}-{{discount}}{{else}}{{price}}{{/if}}</td></tr>\n`;
/** Half of them in a list. */
const HALF = Math.round(20_000 / ROW.length / 2);
const html = index => `<h1>Order ${index} of {{customer.name}}</h1>\n<table>\n${
  ROW.repeat(HALF)}{{#each items}}\n${ROW.repeat(HALF)}{{/each}}\n</table>\n`;
const ITEM = { title: 'Sencha', price: '19.90', discount: '' };
const DATA = { ...ITEM, customer: { name: 'Ada' }, items: [ITEM, { ...ITEM, discount: '5.00' }] };

/** Puts a language in place that takes everything and renders nothing, before anybody has taken the real one. Counts what it is asked. */
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
  if (asked() !== count) throw new Error(`the stub of the language must be asked for each of ${count} templates, was asked for ${asked()}`);
  return { milliseconds, templateBytes: statSync(join(outdir, 'Bench.template.json')).size };
}

process.send(main(process.argv[2], Number(process.argv[3])), () => process.exit());
