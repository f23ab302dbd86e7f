import { EmailTemplate, TemplateContent } from 'cdk-ses-templates';
import { Case } from '../support/figures';
import { Answers, loadHandler } from '../support/handler';
import { against, startSes } from '../support/ses';
import { synthesize } from '../support/stack';

const COUNT = 100;

/** Many single templates: an instance of the handler for each, all at once, that share nothing but the quota. */
export const singles: Case = {
  name: `${COUNT} single templates at once`,
  against: 'time / ((N-1) / rate)',
  most: 1.15,
  repeat: 3,
  run: async () => {
    const { resources, object } = synthesize(stack => {
      for (let index = 0; index < COUNT; index++) {
        new EmailTemplate(stack, `Mail${index}`, { templateName: `mail-${index}`, subject: 'Hi', text: TemplateContent.fromInline('x') });
      }
    });
    const aws = await startSes(object);
    const answers = await Answers.listen();
    const handlers = Object.entries(resources).map(([logicalId, properties]) => ({ handler: loadHandler(), logicalId, properties }));
    await Promise.all(handlers.map(async ({ handler, logicalId, properties }) =>
      handler(answers.event('Create', logicalId, properties), { getRemainingTimeInMillis: () => 870_000 })));
    answers.expectSuccess();
    const { ratio, refused } = against(aws, 'CreateTemplate');
    answers.close();
    await aws.close();
    return { figure: ratio, notes: { 'refused calls': refused, 'refused for each template': refused / COUNT } };
  },
};
