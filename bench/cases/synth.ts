import { CfnResource, Stack } from 'aws-cdk-lib';
import { EmailTemplateSet, TemplateContent } from 'cdk-ses-templates';
import { Case } from '../support/figures';
import { synthesize } from '../support/stack';

const COUNT = 500;
const SETS = 2;
const PARAGRAPH = '<p style="margin:0 0 12px">Dear {{name}}, your order {{order.id}} is on its way. — Ihre Bestellung ist unterwegs.</p>\n';
const HTML = PARAGRAPH.repeat(Math.ceil(20_000 / PARAGRAPH.length)).slice(0, 20_000);

function timed(define: (stack: Stack) => void): { readonly milliseconds: number; readonly bytes: number } {
  const before = performance.now();
  const { templateBytes } = synthesize(define);
  return { milliseconds: performance.now() - before, bytes: templateBytes };
}

/** A synth of many templates by sets, against CloudFormation's own resource with the bodies inlined. */
export const synth: Case = {
  name: `synth of ${COUNT} templates of 20 KB`,
  against: 'time / that of CfnTemplate with inlined bodies',
  repeat: 5,
  run: async () => {
    const inlined = timed(stack => {
      for (let index = 0; index < COUNT; index++) {
        new CfnResource(stack, `Mail${index}`, {
          type: 'AWS::SES::Template',
          properties: { Template: { TemplateName: `mail-${index}`, SubjectPart: 'Your order', HtmlPart: `${index} ${HTML}` } },
        });
      }
    });
    const sets = timed(stack => {
      for (let part = 0; part < SETS; part++) {
        new EmailTemplateSet(stack, `Mails${part}`, {
          templates: Array.from({ length: COUNT / SETS }, (_, index) => ({
            name: `mail-${part}-${index}`, subject: 'Your order', html: TemplateContent.fromInline(`${index} ${HTML}`),
          })),
        });
      }
    });
    return {
      figure: sets.milliseconds / inlined.milliseconds,
      notes: { 'stack template KB': sets.bytes / 1_024, 'inlined KB': inlined.bytes / 1_024 },
    };
  },
};
