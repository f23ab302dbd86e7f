import { setMaxListeners } from 'node:events';
import { CreateTemplateCommand, SESClient } from '@aws-sdk/client-ses';
import { deploy } from './sets';
import { LocalAws } from '../../local/server';
import { Case, Run } from '../support/figures';
import { startSes } from '../support/ses';

/** The quota of SES itself: the pauses of the SDK are not scaled, so a higher quota would distort the comparison. */
const RATE = 1;
/** Fewer templates, because creating them one by one takes a second or two for each. */
const FEW = 25;
const MANY = 300;
const MOST_SECONDS = 45;
const AGAINST = 'templates missing afterwards';

type Send = (name: string) => Promise<unknown>;

/** The same work without this library, as in a script or a plain custom resource. */
function naive(key: string, name: string, count: number, client: () => SESClient, create: (names: string[], send: Send) => Promise<unknown>): Case {
  return {
    key: `naive-${key}`,
    name: `${count} new ${name}, for ${MOST_SECONDS} s at most`,
    against: AGAINST,
    rate: RATE,
    repeat: 1,
    run: async () => {
      const aws = await startSes(RATE);
      const ses = client();
      const start = performance.now();
      const abortSignal = AbortSignal.timeout(MOST_SECONDS * 1_000);
      // Each call adds a listener.
      setMaxListeners(count, abortSignal);
      await create(Array.from({ length: count }, (_, index) => `mail-${index}`), async templateName => ses.send(new CreateTemplateCommand({
        Template: { TemplateName: templateName, SubjectPart: 'Hi', TextPart: 'x' },
      }), { abortSignal }));
      const run = outcome(aws, count, (performance.now() - start) / 1_000);
      ses.destroy();
      await aws.close();
      return run;
    },
  };
}

function outcome(aws: LocalAws, count: number, seconds: number): Run {
  return { figure: count - aws.ses.templates.list().length, notes: { seconds, calls: aws.ses.calls.length } };
}

const atOnce = async (names: string[], send: Send) => Promise.allSettled(names.map(send));
const oneByOne = async (names: string[], send: Send) => {
  for (const name of names) await send(name).catch(() => undefined);
};
const defaults = () => new SESClient();
const adaptive = () => new SESClient({ retryMode: 'adaptive' });

export const naives: readonly Case[] = [
  {
    key: 'naive-set',
    name: `${FEW} new in a set`,
    against: AGAINST,
    most: 0,
    rate: RATE,
    repeat: 1,
    run: async () => {
      const start = performance.now();
      return deploy({ templates: FEW, rate: RATE }, aws => outcome(aws, FEW, (performance.now() - start) / 1_000));
    },
  },
  naive('at-once', 'by Promise.all, the SDK\'s defaults', MANY, defaults, atOnce),
  naive('at-once-adaptive', 'by Promise.all, the SDK\'s adaptive mode', MANY, adaptive, atOnce),
  naive('one-by-one', 'one by one, the SDK\'s defaults', FEW, defaults, oneByOne),
  naive('one-by-one-adaptive', 'one by one, the SDK\'s adaptive mode', FEW, adaptive, oneByOne),
];
