/** The tour's steps about sending. */
import { pathToFileURL } from 'node:url';
import colors from 'picocolors';
import { Stage } from './stage';
import { SentMail } from '../../ses';
import { CommandError } from '../../session/command-error';
import { sendMail, Sending } from '../../session/send';
import { DeployedTemplate } from '../../session/templates';
import { shortPath } from '../display/text';
import { writeMailbox } from '../mailbox/mailbox';

/** The maximum number of lines shown of a text. */
const SHOWN = 10;

export async function sendOne(stage: Stage): Promise<void> {
  stage.step('Send a mail with the SDK, like an application');
  const template = orderConfirmation(stage);
  const { mail } = await send(stage, template, template.sampleData);
  if (!mail) throw new CommandError(`✗ SES could not render ${template.name}`);
  stage.display.print(`  ${colors.bold(mail.subject)}\n\n${mail.text!.split('\n').slice(0, SHOWN).map(line => `  ${line}`).join('\n')}\n  …`);
  stage.check('The rendered mail is in the outbox', mail.subject === 'Order TK-20418: thank you, we have it' && mail.text!.startsWith('Thank you, Zoë.'));
}

/** Returns the page that shows all mails. */
export async function renderAll(stage: Stage, folder: string): Promise<string> {
  stage.step('Look at every mail, rendered with its sample data');
  const mails: SentMail[] = [];
  for (const template of stage.session.templates()) {
    const { mail, failure } = await send(stage, template, template.sampleData);
    if (!mail) throw new CommandError(`✗ SES could not render ${template.name}: ${failure}`);
    mails.push(mail);
  }
  const page = pathToFileURL(writeMailbox(folder, mails)).href;
  stage.check(`${mails.length} mails, each a file in ${shortPath(folder)}; all on one page:`,
    mails.length === stage.session.ses.templates.list().length);
  stage.display.print(`  ${colors.underline(page)}`);
  return page;
}

export function orderConfirmation(stage: Stage): DeployedTemplate {
  return stage.session.templates().find(({ name }) => name === 'shop-order-confirmation')!;
}

export async function send(stage: Stage, template: DeployedTemplate, data: unknown): Promise<Sending> {
  const [configurationSet] = stage.session.ses.configurationSets.list();
  return sendMail(stage.session, {
    from: 'Tern & Kettle <hello@mail.example.com>',
    to: 'customer@example.com',
    template: template.name,
    data,
    configurationSet: configurationSet.Name,
  });
}
