import { Deployed, EmailDeployment } from './deployment';
import { diagnoseMail } from './diagnose';
import { Inbox } from './inbox';
import { LocalAws, LocalAwsOptions, startLocalAws } from '../../local/server';
import type { LocalSesOptions } from '../../local/ses';
import { EmailsOfFolder } from '../emails/folder';

export interface StartOptions {
  /** The emails to deploy. @default - none */
  readonly emails?: EmailsOfFolder;
  /** The prefix of the names of their templates. @default - none */
  readonly namePrefix?: string;
  /** The names of configuration sets, without event destinations. */
  readonly configurationSets: readonly string[];
  /** How many mails are kept. */
  readonly keep: number;
  readonly ses: Omit<LocalSesOptions, 'maxMails'>;
  /** @default - a free port */
  readonly port?: number;
  /** Answers requests that are not for AWS. @default - none */
  readonly handle?: LocalAwsOptions['handle'];
}

export interface Started {
  readonly aws: LocalAws;
  readonly deployment: EmailDeployment;
  readonly inbox: Inbox;
  /** What was deployed first. */
  readonly deployed: Deployed;
  /** Closes all connections and frees the port. */
  close(): Promise<void>;
}

/** Starts a local SES with emails, configuration sets and an inbox. */
export async function start({ emails, namePrefix, configurationSets, keep, ses, port, handle }: StartOptions): Promise<Started> {
  const aws = await startLocalAws({ port, ses: { ...ses, maxMails: keep }, handle });
  try {
    for (const Name of configurationSets) aws.ses.configurationSets.create({ Name });
    const deployment = new EmailDeployment(aws.ses.templates, namePrefix);
    const deployed = emails ? deployment.deploy(emails) : { created: [], updated: [], deleted: [], problems: [] };
    const inbox = new Inbox(aws.ses, keep, mail => diagnoseMail(mail, mail.template === undefined ? undefined : deployment.emailOf(mail.template)));
    const close = async () => {
      inbox.close();
      await aws.close();
    };
    return { aws, deployment, inbox, deployed, close };
  } catch (error) {
    await aws.close();
    throw error;
  }
}
