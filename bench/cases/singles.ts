import { EmailTemplate, EmailContent } from 'cdk-ses-templates';
import { Case } from '../support/figures';
import { Answers, loadHandler } from '../support/handler';
import { countRefused, startSes, timeRatio } from '../support/ses';
import { synthesize } from '../support/stack';

const COUNT = 100;
/** Lower than the quota of the other cases: a hundred instances that keep retrying share this process's single core. */
const RATE = 5;

/** Many single templates at once, each with an instance of the handler. The instances share only the quota. */
export const singles: Case = {
  key: 'singles',
  name: `${COUNT} single templates at once`,
  against: 'time / ((N-1) / rate)',
  most: 1.2,
  rate: RATE,
  repeat: 3,
  run: async () => {
    const { resources, object } = synthesize(stack => {
      for (let index = 0; index < COUNT; index++) {
        new EmailTemplate(stack, `Mail${index}`, { templateName: `mail-${index}`, subject: 'Hi', text: EmailContent.fromInline('x') });
      }
    });
    const aws = await startSes(RATE, object);
    const answers = await Answers.listen();
    const handlers = Object.entries(resources).map(([logicalId, properties]) => ({ handler: loadHandler(), logicalId, properties }));
    await Promise.all(handlers.map(async ({ handler, logicalId, properties }) =>
      handler(answers.event('Create', logicalId, properties), { getRemainingTimeInMillis: () => 870_000 })));
    answers.expectSuccess();
    const run = { figure: timeRatio(aws, COUNT, RATE), notes: { 'refused calls for each template': countRefused(aws) / COUNT } };
    answers.close();
    await aws.close();
    return run;
  },
};
