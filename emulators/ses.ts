/** Sends the same requests to every SES: the local one, those of emulators and, with SES_LIVE=1 and credentials, Amazon SES. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { askAmazon, askSes, Column } from './battery/ask-ses';
import { Clients } from './battery/asking';
import { Answer, hasFailed } from './battery/run';
import { Emulator, VERSIONS } from './deviations';
import { markdownTable } from './support/markdown';
import { startMinistack } from './support/ministack';
import { startMoto } from './support/moto';
import { pythonIsMissing, skipWithoutPython, virtualEnvironment } from './support/python';
import { sesClients } from './support/ses';
import { startLocalAws } from '../local/server';
import { ROOT } from '../packaging/support/package';

const CACHE = join(ROOT, '.emulators');
const SENDER = 'shop@example.com';
const ACCOUNTS: Readonly<Record<Emulator, string | undefined>> = { 'local SES': undefined, 'moto': '123456789012', 'ministack': '000000000000' };

const print = (text: string) => void process.stdout.write(`${text}\n`);

const abort = new AbortController();
process.once('SIGINT', () => abort.abort());

async function ask(name: string, clients: Clients, emulator: Emulator): Promise<Column> {
  return askSes(name, clients, {
    emulator, account: ACCOUNTS[emulator], sender: SENDER, pause: async () => undefined, wait: sleep, print, signal: abort.signal,
  });
}

async function askEmulators(): Promise<Column[]> {
  const local = await startLocalAws({ ses: { callsPerSecond: Infinity } });
  const columns = [await ask('local SES', sesClients(local.endpoint), 'local SES')];
  await local.close();

  const missing = await pythonIsMissing();
  if (missing !== undefined) {
    skipWithoutPython('moto and ministack are not tested', missing);
    return columns;
  }
  for (const [emulator, requirement, start] of [['moto', 'moto[server]', startMoto], ['ministack', 'ministack', startMinistack]] as const) {
    const folder = join(CACHE, 'ses', emulator);
    mkdirSync(folder, { recursive: true });
    const server = await start(await virtualEnvironment(CACHE, `${requirement}==${VERSIONS[emulator]}`), folder);
    try {
      const clients = sesClients(server.endpoint);
      await clients.v1.send(new VerifyEmailIdentityCommand({ EmailAddress: SENDER }));
      columns.push(await ask(`${emulator} ${VERSIONS[emulator]}`, clients, emulator));
    } finally {
      await server.stop();
    }
  }
  return columns;
}

function report(columns: readonly Column[]): void {
  const ids = columns[0][1].map(({ expectation }) => expectation);
  const at = (answers: readonly Answer[], id: string) => answers.find(({ expectation }) => expectation.id === id);
  print(`\n${markdownTable([
    ['expectation', 'about', ...columns.map(([name]) => name)],
    ...ids.filter(one => 'answer' in one).map(({ id, about }) => [id, about, ...columns.map(([, answers]) => at(answers, id)?.verdict ?? 'not asked')]),
  ])}`);
  const answerOf = (answers: readonly Answer[], id: string) => inspect(at(answers, id)?.answer, { breakLength: Infinity }).replaceAll('|', '\\|');
  print(`\nOpen questions of docs/ses-facts.md, with the answer of each SES:\n\n${markdownTable([
    ['fact', 'about', ...columns.map(([name]) => name)],
    ...ids.filter(({ settles }) => settles !== undefined)
      .map(({ id, settles, about }) => [settles!, about, ...columns.map(([, answers]) => answerOf(answers, id))]),
  ])}`);
}

async function main(): Promise<number> {
  const emulators = await askEmulators();
  const clients = () => ({ v1: new SESClient({}), v2: new SESv2Client({}) });
  const amazon = await askAmazon({ environment: process.env, clients, print, wait: sleep, signal: abort.signal });
  const columns = [...emulators, ...amazon];
  report(columns);
  const failed = columns.flatMap(([, answers]) => answers).filter(hasFailed);
  print(`\n${failed.length === 0 ? 'Every SES answers as expected, or deviates as documented in docs/emulators.md' : `${failed.length} answers FAILED`}. `
    + 'The questions about the template language are in npm run test:aws.');
  return failed.length === 0 ? 0 : 1;
}

main().then(code => {
  process.exitCode = code;
}, (cause: Error) => {
  process.stderr.write(`${cause.stack}\n`);
  process.exitCode = 1;
});
