import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SESServiceException } from '@aws-sdk/client-ses';
import { Command } from 'commander';
import colors from 'picocolors';
import { inSession, stateOption, StateOptions } from './options';
import { templateNamed } from './template-names';
import { CommandError } from '../../session/command-error';
import { sendMail } from '../../session/send';
import { LocalSession } from '../../session/session';
import { Display } from '../display/display';
import { shortPath } from '../display/text';
import { writeHtml } from '../mailbox/mailbox';

interface Options extends StateOptions {
  readonly data?: string;
  readonly from: string;
  readonly to: string;
  readonly configurationSet?: string;
}

const LABEL_WIDTH = 12;

export function sendCommand(display: Display): Command {
  return new Command('send')
    .description('send a mail to the outbox, print its subject and text, and write its HTML to a file')
    .argument('<name>', 'the name of the template')
    .option('--data <file>', 'a JSON file with the template data (default: the sample data of the app)')
    .option('--to <address>', 'the recipient', 'ada@example.com')
    .option('--from <address>', 'the sender', 'hello@example.com')
    .option('--configuration-set <name>', 'the configuration set to send with')
    .addOption(stateOption())
    .action((name: string, options: Options) => inSession(options, async session => display.print(await send(session, name, options))));
}

/** @throws CommandError with SES's reason if no mail was sent */
async function send(session: LocalSession, template: string, options: Options): Promise<string> {
  templateNamed(session, template);
  const data = options.data === undefined ? sampleDataOf(session, template) : readData(options.data);
  const { messageId, mail, failure } = await sendMail(session, { ...options, template, data }).catch((cause: unknown) => {
    if (!(cause instanceof SESServiceException)) throw cause;
    throw new CommandError(`SES refused SendTemplatedEmail, ${cause.name}: ${cause.message}`, { cause });
  });
  if (!mail) {
    throw new CommandError(`Rendering Failure: ${failure}\n`
      + `SendTemplatedEmail still returned message id ${messageId}: in SES, only this event shows that no mail was sent`);
  }
  const facts = [
    ['To', options.to],
    ['Subject', mail.subject],
    ['Message id', messageId],
    ['HTML', mail.html === undefined ? '-' : shortPath(writeHtml(join(options.state, 'mails'), mail))],
  ];
  return [
    ...facts.map(([label, value]) => colors.bold(label.padEnd(LABEL_WIDTH)) + value),
    ...mail.text === undefined ? [] : ['', mail.text.trimEnd()],
  ].join('\n');
}

function sampleDataOf(session: LocalSession, name: string): Record<string, unknown> {
  const data = session.templates().find(template => template.name === name)?.sampleData;
  if (data === undefined) throw new CommandError(`The app has no sample data for template '${name}': pass the template data with --data FILE`);
  return data;
}

function readData(file: string): unknown {
  const path = resolve(file);
  if (!existsSync(path)) throw new CommandError(`--data: there is no file ${path}`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CommandError(`--data: ${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
