import { fork } from 'node:child_process';
import { join } from 'node:path';
import { EmailTemplateSet, TemplateContent } from 'cdk-ses-templates';
import { Case } from '../support/figures';
import { Answers } from '../support/handler';
import { startSes } from '../support/ses';
import { synthesize } from '../support/stack';

const COUNT = 350;
const HTML = '<p>Dear {{name}}, your order is on its way.</p>\n'.repeat(3_000).slice(0, 100_000);

/** The most memory that the function takes, in a process of its own, for a set of large templates. */
export const memory: Case = {
  name: `peak memory for a set of ${COUNT} x 100 KB`,
  against: 'MB of the whole process',
  most: 200,
  repeat: 1,
  run: async () => {
    const { resources, object } = synthesize(stack => new EmailTemplateSet(stack, 'Mails', {
      templates: Array.from({ length: COUNT }, (_, index) => ({ name: `mail-${index}`, subject: 'Hi', html: TemplateContent.fromInline(`${index} ${HTML}`) })),
    }));
    const aws = await startSes(object);
    const answers = await Answers.listen();
    const [logicalId, properties] = Object.entries(resources)[0];
    const kilobytes = await new Promise<number>((resolve, reject) => {
      const child = fork(join(__dirname, '..', 'support', 'memory-child.cjs'), { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      child.once('message', message => resolve(message as number));
      child.once('error', reject);
      child.once('exit', code => reject(new Error(`the function's process ended with code ${code}`)));
      child.send(answers.event('Create', logicalId, properties));
    });
    answers.expectSuccess();
    answers.close();
    await aws.close();
    return { figure: kilobytes / 1_024 };
  },
};
