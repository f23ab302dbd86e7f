/** A synth of many templates, in a process of its own: tells how long it took, and how large the stack template is. */
import type { Synthesized } from './stack';

/** By sets with checks and sample renders, by the same sets without, or by CloudFormation's own resource with the bodies inlined. */
export type SynthKind = 'checked' | 'unchecked' | 'inlined';

export interface SynthReport {
  readonly milliseconds: number;
  readonly templateBytes: number;
}

/** A set may hold no more than 375. */
const SETS = 2;

/** Six tags in 1.4 KB: as many as the densest email of examples/order-mails has, its invoice with four in a KB. */
const ROW = `<tr style="border-top:1px solid #e4e0d8"><td style="padding:12px 16px 12px 0;font:15px/22px Helvetica,Arial,sans-serif;color:#2b2b2b">{{title}}
${'<span style="display:block;font-size:13px;color:#6f6a60">Hand-picked, packed in a tin of 100 g. — Von Hand gepflückt.</span>\n'.repeat(8)}</td>
<td align="right" style="padding:12px 0;font:15px/22px Helvetica,Arial,sans-serif">{{#if discount}}-{{discount}}{{else}}{{price}}{{/if}}</td></tr>\n`;
/** Half of them in a list. */
const HALF = Math.round(20_000 / ROW.length / 2);
const html = (index: number) => `<h1>Order ${index} of {{customer.name}}</h1>\n<table>\n${
  ROW.repeat(HALF)}{{#each items}}\n${ROW.repeat(HALF)}{{/each}}\n</table>\n`;
const ITEM = { title: 'Sencha', price: '19.90', discount: '' };
const DATA = { ...ITEM, customer: { name: 'Ada' }, items: [ITEM, { ...ITEM, discount: '5.00' }] };

/** Puts a language in place that takes everything and renders nothing, before anybody has taken the real one. Counts what it is asked. */
function stubLanguage(): () => number {
  let asked = 0;
  const email = { content: { subject: '' }, variables: [], units: {} };
  const path = require.resolve('../../src/private/language');
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const language = require(path);
  require.cache[path]!.exports = {
    ...language,
    compileEmail: () => {
      asked++;
      return { errors: [], warnings: [], email };
    },
    renderEmail: () => ({ errors: [], warnings: [], email: email.content }),
  };
  return () => asked;
}

function main(kind: SynthKind, count: number): SynthReport {
  const asked = kind === 'unchecked' ? stubLanguage() : () => count;
  /* eslint-disable @typescript-eslint/no-require-imports -- these load the language */
  const { CfnResource }: typeof import('aws-cdk-lib') = require('aws-cdk-lib');
  const { EmailTemplateSet, TemplateContent }: typeof import('cdk-ses-templates') = require('cdk-ses-templates');
  const { synthesize }: typeof import('./stack') = require('./stack');
  /* eslint-enable */
  const before = performance.now();
  const { templateBytes }: Synthesized = synthesize(stack => {
    if (kind === 'inlined') {
      for (let index = 0; index < count; index++) {
        new CfnResource(stack, `Mail${index}`, {
          type: 'AWS::SES::Template',
          properties: { Template: { TemplateName: `mail-${index}`, SubjectPart: 'Your order', HtmlPart: html(index) } },
        });
      }
      return;
    }
    for (let part = 0; part < SETS; part++) {
      new EmailTemplateSet(stack, `Mails${part}`, {
        templates: Array.from({ length: count / SETS }, (_, index) => ({
          name: `mail-${part}-${index}`, subject: 'Your order', html: TemplateContent.fromInline(html(index)), sampleData: DATA,
        })),
      });
    }
  });
  const milliseconds = performance.now() - before;
  if (asked() !== count) throw new Error(`the stub of the language must be asked for each of ${count} templates, was asked for ${asked()}`);
  return { milliseconds, templateBytes };
}

process.send!(main(process.argv[2] as SynthKind, Number(process.argv[3])), () => process.exit());
