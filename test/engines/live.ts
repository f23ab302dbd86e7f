import { setTimeout as pause } from 'node:timers/promises';
import { SESClient } from '@aws-sdk/client-ses';
import { askSes, SCRATCH_PREFIX, table } from './ask-ses';
import { Question, QUESTIONS } from './questions';

export interface LiveOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly client: () => SESClient;
  readonly print: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly questions?: readonly Question[];
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Asks a real account, if this is requested. Returns the exit code. */
export async function live({ environment, client, print, signal, questions = QUESTIONS, ...options }: LiveOptions): Promise<number> {
  if (environment.SES_LIVE !== '1') {
    print(`SKIPPED: this creates and deletes templates named ${SCRATCH_PREFIX}… in your AWS account. Run it with SES_LIVE=1, credentials and AWS_REGION.`);
    return 1;
  }
  const ses = client();
  try {
    await ses.config.credentials();
    print(`Asking SES in ${await ses.config.region()} ${questions.length} questions, at one call a second.`);
    const answers = await askSes(ses, questions, {
      pause: async milliseconds => (options.pause ?? pause)(milliseconds),
      signal,
      onAnswer: ({ question: { id, about } }) => print(`${id}: ${about}`),
    });
    print(`\n${table(answers)}`);
    return 0;
  } finally {
    ses.destroy();
  }
}

if (require.main === module) {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  void live({
    environment: process.env,
    client: () => new SESClient({}),
    print: line => process.stdout.write(`${line}\n`),
    signal: abort.signal,
  }).then(code => {
    process.exitCode = code;
  }, (cause: Error) => {
    process.stderr.write(`${cause.name}: ${cause.message}\n`);
    process.exitCode = 1;
  });
}
