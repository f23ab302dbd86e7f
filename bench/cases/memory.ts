import { fork } from 'node:child_process';
import { join } from 'node:path';
import { EmailTemplatesProperties, TemplateAsset, writeAsset } from '../../src/contract/contract';
import { fingerprint } from '../../src/contract/fingerprint';
import { memoryNeeded } from '../../src/contract/memory';
import { Case } from '../support/figures';
import { Answers } from '../support/handler';
import { startSes } from '../support/ses';

/** Memory use does not depend on the pace. */
const RATE = 25;

interface Declared {
  readonly properties: EmailTemplatesProperties;
  readonly asset: Buffer;
}

/** Declares templates to the function directly, because the construct refuses sets that take too long at SES's own pace. */
function declare(count: number, bytes: number, subject: string): Declared {
  const html = '<p>Dear {{name}}, your order is on its way.</p>\n'.repeat(bytes / 40).slice(0, bytes - 40);
  const templates = Object.fromEntries(Array.from({ length: count }, (_, index): [string, TemplateAsset] => [`mail-${index}`, { Subject: subject, Html: `${index} ${html}` }]));
  return {
    asset: Buffer.from(writeAsset({ templates })),
    properties: {
      Identity: 'Set',
      Templates: Object.fromEntries(Object.entries(templates).map(([name, { Subject, Html }]) =>
        [name, { Name: name, Subject: fingerprint(Subject), Html: fingerprint(Html!) }])),
      AssetBucket: 'assets',
      AssetKey: subject,
      ConflictPolicy: 'FAIL',
      DriftPolicy: 'OVERWRITE',
    },
  };
}

/**
 * Deploys the declarations one after the other, each in a separate process. Returns the peak memory of each, in MiB.
 *
 * @param memorySize the function's memory size, in MiB; AWS Lambda derives the size of Node.js's heap from it
 */
async function peaks(declared: readonly Declared[], memorySize?: number): Promise<number[]> {
  const limits = memorySize ? [`--max-old-space-size=${Math.floor(memorySize * 0.9)}`, `--max-semi-space-size=${Math.floor(memorySize * 0.05)}`] : [];
  const aws = await startSes(RATE, (_, key) => declared.find(({ properties }) => properties.AssetKey === key)!.asset);
  const answers = await Answers.listen();
  const found: number[] = [];
  for (const [index, { properties }] of declared.entries()) {
    const before = declared[index - 1]?.properties;
    const event = answers.event(before ? 'Update' : 'Create', 'Mails', { ...properties, ServiceToken: 'arn' }, before, answers.received[0]?.PhysicalResourceId);
    found.push(await peakOf(event, limits));
  }
  answers.expectSuccess();
  answers.close();
  await aws.close();
  return found;
}

async function peakOf(event: object, limits: string[]): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    const child = fork(join(__dirname, '..', 'support', 'memory-child.cjs'), { execArgv: limits, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    child.once('message', kilobytes => resolve(kilobytes as number / 1_024));
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`the function's process ended with code ${code}`)));
    child.send(event);
  });
}

/** The peak memory of the function, in a separate process, for a set of large templates. */
const ofCreate: Case = {
  key: 'memory',
  name: 'peak memory for a set of 500 x 100 KB',
  against: 'MB of the whole process',
  most: 200,
  rate: RATE,
  repeat: 1,
  run: async () => {
    const [figure] = await peaks([declare(500, 100_000, 'Hi')]);
    return { figure };
  },
};

/** An update also keeps the previous live content. */
const ofUpdate = (count: number, bytes: number): Case => ({
  key: `memory-${count}x${bytes / 1_000}`,
  name: `peak memory for an update of ${count} x ${bytes / 1_000} KB`,
  against: 'memory / what synth configures',
  most: 1,
  rate: RATE,
  repeat: 1,
  run: async () => {
    const declared = [declare(count, bytes, 'Hi'), declare(count, bytes, 'Hello')];
    const needed = memoryNeeded(declared[1].asset.length, bytes);
    const [, peak] = await peaks(declared, needed);
    return { figure: peak / needed, notes: { 'peak MB': peak, 'asked for MB': needed } };
  },
});

export const memories: readonly Case[] = [ofCreate, ofUpdate(94, 490_000), ofUpdate(250, 100_000)];
