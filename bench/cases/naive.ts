import { CreateTemplateCommand, SESClient } from '@aws-sdk/client-ses';
import { Case } from '../support/figures';
import { RATE, startSes } from '../support/ses';

const COUNT = 300;
const names = Array.from({ length: COUNT }, (_, index) => `mail-${index}`);

/** The same work without this library: what a script or a plain custom resource would do. */
function naive(name: string, client: () => SESClient, create: (send: (name: string) => Promise<unknown>) => Promise<unknown>): Case {
  return {
    name,
    against: 'templates that are missing afterwards',
    repeat: 1,
    run: async () => {
      const aws = await startSes();
      const ses = client();
      const start = Date.now();
      await create(async templateName => ses.send(new CreateTemplateCommand({
        Template: { TemplateName: templateName, SubjectPart: 'Hi', TextPart: 'x' },
      })));
      const seconds = (Date.now() - start) / 1_000;
      const missing = COUNT - aws.ses.templates.list().length;
      await aws.close();
      return { figure: missing, notes: { 'time / limit': seconds / ((COUNT - 1) / RATE), 'calls': aws.ses.calls.length } };
    },
  };
}

const atOnce = async (send: (name: string) => Promise<unknown>) => Promise.allSettled(names.map(send));
const oneByOne = async (send: (name: string) => Promise<unknown>) => {
  for (const name of names) await send(name).catch(() => undefined);
};

export const naives: readonly Case[] = [
  naive(`${COUNT} new by Promise.all, the SDK's defaults`, () => new SESClient(), atOnce),
  naive(`${COUNT} new one by one, the SDK's defaults`, () => new SESClient(), oneByOne),
  naive(`${COUNT} new by Promise.all, the SDK's adaptive mode`, () => new SESClient({ retryMode: 'adaptive' }), atOnce),
  naive(`${COUNT} new one by one, the SDK's adaptive mode`, () => new SESClient({ retryMode: 'adaptive' }), oneByOne),
];
