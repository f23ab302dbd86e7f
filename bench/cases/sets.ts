import { EmailTemplateSet, TemplateContent } from 'cdk-ses-templates';
import { LocalAws } from '../../local/server';
import { Case, Run } from '../support/figures';
import { Answers, loadHandler } from '../support/handler';
import { against, startSes } from '../support/ses';
import { Synthesized, synthesize } from '../support/stack';

const COUNT = 300;
const CONTEXT = { getRemainingTimeInMillis: () => 870_000 };

/** A set in which the first so many templates have new content. */
function set(changed: number): Synthesized {
  return synthesize(stack => new EmailTemplateSet(stack, 'Mails', {
    templates: Array.from({ length: COUNT }, (_, index) => ({
      name: `mail-${index}`,
      subject: 'Hi, {{name}}',
      html: TemplateContent.fromInline(`<p>Mail ${index}, ${index < changed ? 'new' : 'old'}</p>`),
    })),
  }));
}

/** Deploys a set, or the change of one, by the bundle's handler. */
async function deploy(measure: (aws: LocalAws) => Run, changed?: number): Promise<Run> {
  const old = set(0);
  const now = changed === undefined ? old : set(changed);
  const aws = await startSes((bucket, key) => now.object(bucket, key));
  const answers = await Answers.listen();
  const [logicalId, properties] = Object.entries(now.resources)[0];
  if (changed === undefined) {
    await loadHandler()(answers.event('Create', logicalId, properties), CONTEXT);
  } else {
    for (let index = 0; index < COUNT; index++) {
      aws.ses.templates.put({ TemplateName: `mail-${index}`, SubjectPart: 'Hi, {{name}}', HtmlPart: `<p>Mail ${index}, old</p>` });
    }
    await loadHandler()(answers.event('Update', logicalId, properties, old.resources[logicalId], 'email-template-set/bench'), CONTEXT);
  }
  answers.expectSuccess();
  const run = measure(aws);
  answers.close();
  await aws.close();
  return run;
}

const paced = (operation: string) => (aws: LocalAws): Run => {
  const { ratio, refused } = against(aws, operation);
  return { figure: ratio, notes: { calls: aws.ses.calls.length, refused } };
};

export const sets: readonly Case[] = [
  {
    name: `${COUNT} new templates in a set`,
    against: 'time / ((N-1) / rate)',
    most: 1.03,
    repeat: 3,
    run: async () => deploy(paced('CreateTemplate')),
  },
  {
    name: `${COUNT} changed in a set`,
    against: 'time / ((N-1) / rate)',
    most: 1.05,
    repeat: 3,
    run: async () => deploy(paced('UpdateTemplate'), COUNT),
  },
  {
    name: `3 of ${COUNT} changed`,
    against: 'calls besides 3 GetTemplate and 3 UpdateTemplate',
    most: 0,
    repeat: 3,
    run: async () => deploy(aws => {
      const count = (operation: string) => aws.ses.calls.filter(call => call.operation === operation).length;
      const [reads, updates] = [count('GetTemplate'), count('UpdateTemplate')];
      return { figure: Math.abs(reads - 3) + Math.abs(updates - 3) + aws.ses.calls.length - reads - updates, notes: { reads, updates } };
    }, 3),
  },
];
