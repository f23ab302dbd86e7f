import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { AskingOptions, Clients, SCRATCH_PREFIX } from './asking';
import { Answer, battery, BatteryOptions, hasFailed } from './run';

export type Column = readonly [name: string, answers: Answer[]];

export type AskSesOptions = Pick<BatteryOptions, 'emulator' | 'expectations' | 'signal'> & AskingOptions & { readonly print: (line: string) => void };

/** Runs the battery against one SES, and prints each wrong answer at once. */
export async function askSes(name: string, clients: Clients, { print, ...options }: AskSesOptions): Promise<Column> {
  try {
    const answers = await battery({
      ...options,
      clients,
      // So that leftovers of an earlier run have other names.
      run: randomBytes(3).toString('hex'),
      onAnswer: answer => {
        const { expectation: { id, about, answer: expected }, verdict } = answer;
        if (hasFailed(answer)) print(`${verdict}: ${name}: ${id}: ${about}\n  expected: ${inspect(expected)}\n  got:      ${inspect(answer.answer)}`);
      },
    });
    return [name, answers];
  } finally {
    clients.v1.destroy();
    clients.v2.destroy();
  }
}

export interface AskAmazonOptions extends Pick<AskSesOptions, 'wait' | 'print' | 'expectations' | 'signal'> {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clients: () => Clients;
}

/** SES allows one call of an operation a second (docs/ses-facts.md#one-call-per-second). */
const INTERVAL_MS = 1_100;

/** Runs the battery against Amazon SES, in the account of the credentials. Only with SES_LIVE=1. */
export async function askAmazon({ environment, clients, ...options }: AskAmazonOptions): Promise<Column[]> {
  const { print, wait } = options;
  if (environment.SES_LIVE !== '1') {
    print(`SKIPPED: Amazon SES is not tested. With SES_LIVE=1, AWS_REGION and credentials, this creates and deletes templates and configuration sets named ${SCRATCH_PREFIX}… in your account.`);
    return [];
  }
  const ses = clients();
  await ses.v1.config.credentials();
  const { SES_SENDER: sender } = environment;
  if (sender === undefined) print('SKIPPED: nothing is sent. With SES_SENDER, a verified address, mails go to the mailbox simulator of Amazon SES.');
  print(`Asking Amazon SES in ${await ses.v1.config.region()}, at one call a second.`);
  return [await askSes('Amazon SES', ses, { ...options, sender, pause: async () => wait(INTERVAL_MS) })];
}
