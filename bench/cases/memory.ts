import { fork } from 'node:child_process';
import { join } from 'node:path';
import { EmailTemplatesProperties, TemplateAsset, writeAsset } from '../../src/contract/contract';
import { fingerprint } from '../../src/contract/fingerprint';
import { Case } from '../support/figures';
import { Answers } from '../support/handler';
import { startSes } from '../support/ses';

const COUNT = 500;
const HTML = '<p>Dear {{name}}, your order is on its way.</p>\n'.repeat(3_000).slice(0, 99_960);
/** What is in memory at a time does not depend on the pace. */
const RATE = 25;

/** Declared to the function directly: the construct refuses more templates than the function has time for at SES's own pace. */
function declare(): { readonly properties: EmailTemplatesProperties; readonly asset: Buffer } {
  const templates = Object.fromEntries(Array.from({ length: COUNT }, (_, index): [string, TemplateAsset] => [`mail-${index}`, { Subject: 'Hi', Html: `${index} ${HTML}` }]));
  return {
    asset: Buffer.from(writeAsset({ templates })),
    properties: {
      Identity: 'Set',
      Templates: Object.fromEntries(Object.entries(templates).map(([name, { Subject, Html }]) =>
        [name, { Name: name, Subject: fingerprint(Subject), Html: fingerprint(Html!) }])),
      AssetBucket: 'assets',
      AssetKey: 'templates.json',
      ConflictPolicy: 'FAIL',
      DriftPolicy: 'OVERWRITE',
    },
  };
}

/** The most memory that the function takes, in a process of its own, for a set of large templates. */
export const memory: Case = {
  key: 'memory',
  name: `peak memory for a set of ${COUNT} x 100 KB`,
  against: 'MB of the whole process',
  most: 200,
  rate: RATE,
  repeat: 1,
  run: async () => {
    const { properties, asset } = declare();
    const aws = await startSes(RATE, () => asset);
    const answers = await Answers.listen();
    const kilobytes = await new Promise<number>((resolve, reject) => {
      const child = fork(join(__dirname, '..', 'support', 'memory-child.cjs'), { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      child.once('message', message => resolve(message as number));
      child.once('error', reject);
      child.once('exit', code => reject(new Error(`the function's process ended with code ${code}`)));
      child.send(answers.event('Create', 'Mails', { ...properties, ServiceToken: 'arn' }));
    });
    answers.expectSuccess();
    answers.close();
    await aws.close();
    return { figure: kilobytes / 1_024, notes: { templates: aws.ses.templates.list().length } };
  },
};
