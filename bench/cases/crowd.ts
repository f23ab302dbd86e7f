import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { EmailContent, EmailTemplate, EmailTemplateSet } from 'cdk-ses-templates';
import { Case } from '../support/figures';
import { Answers } from '../support/handler';
import { startSes, timeRatio } from '../support/ses';
import { synthesize } from '../support/stack';

const SINGLES = 100;
const SETS = 10;
const PER_SET = 10;
const PROCESSES = 10;
/** Lower than the quota of the other cases: with many processes on few cores, timers are some milliseconds late at any pace. */
const RATE = 2;

const content = { subject: 'Hi', text: EmailContent.fromInline('x') };

/** Single templates and sets at once, in processes that share nothing but the quota. */
export const crowd: Case = {
  key: 'crowd',
  name: `${SINGLES} single templates and ${SETS} sets of ${PER_SET} at once, in ${PROCESSES} processes`,
  against: 'time / ((N-1) / rate)',
  most: 1.1,
  rate: RATE,
  repeat: 1,
  run: async () => {
    const { resources, object } = synthesize(stack => {
      for (let index = 0; index < SINGLES; index++) new EmailTemplate(stack, `Mail${index}`, { templateName: `single-${index}`, ...content });
      for (let index = 0; index < SETS; index++) {
        new EmailTemplateSet(stack, `Set${index}`, {
          templates: Array.from({ length: PER_SET }, (_, number) => ({ name: `set-${index}-${number}`, ...content })),
        });
      }
    });
    const aws = await startSes(RATE, object);
    const answers = await Answers.listen();
    const events = Object.entries(resources).map(([logicalId, properties]) => answers.event('Create', logicalId, properties));
    const children = Array.from({ length: PROCESSES }, () => fork(resolve('bench/support/crowd-child.cjs'), { execArgv: [] }));
    const ended = children.map(async child => once(child, 'exit'));
    await Promise.all(children.map(async (child, index) => prepare(child, events.filter((_, number) => number % PROCESSES === index))));
    children.forEach(child => child.send('go'));
    await Promise.all(ended);
    answers.expectSuccess(events.length);
    const refused = aws.ses.calls.filter(({ outcome, name }) => outcome !== 'ok' && name?.startsWith('single-')).length;
    const run = { figure: timeRatio(aws, SINGLES + SETS * PER_SET, RATE), notes: { 'refused calls for each single': refused / SINGLES } };
    answers.close();
    await aws.close();
    return run;
  },
};

async function prepare(child: ChildProcess, events: readonly object[]): Promise<void> {
  child.send(events);
  await once(child, 'message');
}
