import { EmailContent, EmailSampleData, EmailTemplateSet, TemplateDriftMonitor } from 'cdk-ses-templates';
import { Case } from '../support/figures';
import { loadHandler } from '../support/handler';
import { countCalls, countRefused, startSes, timeRatio } from '../support/ses';
import { synthesize } from '../support/stack';

/** More than one schedule checks. */
const COUNT = 700;
/** A set has at most 375. */
const PER_SET = 350;
/**
 * Lower than the quota of the other cases. Of three calls that are refused within 30 intervals, the monitor concludes that others use
 * the quota, and slows down. At ten calls a second, late timers of a busy machine suffice for that.
 */
const RATE = 5;

/** A monitor without findings: it reads and renders each template. Its runs follow each other, as scheduled. */
export const drift: Case = {
  key: 'drift',
  name: `${COUNT} templates checked for drift`,
  against: 'time / ((N-1) / rate)',
  most: 1.03,
  rate: RATE,
  repeat: 1,
  run: async () => {
    const { scheduleInputs, object } = synthesize(stack => {
      for (let set = 0; set < COUNT / PER_SET; set++) {
        new EmailTemplateSet(stack, `Mails${set}`, {
          namePrefix: `set-${set}-`,
          templates: Array.from({ length: PER_SET }, (_, index) => ({
            name: `mail-${index}`,
            subject: 'Hi, {{name}}',
            html: EmailContent.fromInline(`<p>Mail ${index}</p>`),
            sampleData: EmailSampleData.fromObject({ name: 'Ada' }),
          })),
        });
      }
      new TemplateDriftMonitor(stack, 'Drift');
    });
    const aws = await startSes(RATE, object, {
      stacks: id => ({ stackName: 'Bench', stackId: id, status: 'UPDATE_COMPLETE', template: {} }),
      schedules: (_, name) => ({ input: scheduleInputs[Number(name.replace('part-', '')) - 1] }),
    });
    for (let set = 0; set < COUNT / PER_SET; set++) {
      for (let index = 0; index < PER_SET; index++) {
        aws.ses.templates.put({ TemplateName: `set-${set}-mail-${index}`, SubjectPart: 'Hi, {{name}}', HtmlPart: `<p>Mail ${index}</p>` });
      }
    }
    Object.assign(process.env, { DRIFT_MONITOR: 'Bench/Drift', DRIFT_PARTS: String(scheduleInputs.length), DRIFT_SCHEDULE_GROUP: 'bench' });
    const handler = loadHandler('drift-monitor');
    const checked = await quietly(async () => {
      let sum = 0;
      for (let part = 1; part <= scheduleInputs.length; part++) {
        const [summary] = await handler({ Part: part }, { getRemainingTimeInMillis: () => 870_000 }) as unknown as Array<Record<string, number>>;
        if (summary.Problems > 0) throw new Error(`the check found problems: ${JSON.stringify(summary)}`);
        sum += summary.Checked;
      }
      return sum;
    });
    if (checked !== COUNT) throw new Error(`${checked} of ${COUNT} templates were checked`);
    const run = { figure: timeRatio(aws, COUNT, RATE), notes: { schedules: scheduleInputs.length, ...countCalls(aws), refused: countRefused(aws) } };
    await aws.close();
    return run;
  },
};

/** Keeps the log of the function, which writes to standard output directly, out of the table. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
