/** `cdk-ses-templates/local`: a local SES for the tests of programs that send mails. */
import { MailDetails, MailFilter } from './api';
import { problemsText } from './deployed';
import { DEFAULT_KEEP, problemOfKeep } from './keep';
import { start, Started } from './start';
import { readFolder } from '../emails/folder';
import { shown } from '../paths';
import { stripColors } from '../report/colors';

export type { MailDetails, MailDiagnostic, MailError, MailEvent, MailFilter, MailOutcome, MailStatus } from './api';

export interface LocalSesOptions {
  /** A folder of emails to deploy, as in `EmailSource.directory`, from the working directory. @default - none */
  readonly emails?: string;
  /** The prefix of the names of these templates, as in `EmailTemplateSet`. @default - none */
  readonly namePrefix?: string;
  /** Other templates. @default - none */
  readonly templates?: readonly LocalSesTemplate[];
  /** The names of configuration sets, which have no event destinations. @default - none */
  readonly configurationSets?: readonly string[];
  /** The port of 127.0.0.1. @default - any that is free */
  readonly port?: number;
  /** How many calls of each template operation SES accepts in a second; it refuses others. SES accepts 1. @default Infinity */
  readonly callsPerSecond?: number;
  /** How long reads do not see a write, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** How many mails are kept, at least 1: a further one removes the oldest. `dropped` counts those. @default 1000 */
  readonly keep?: number;
  /** @default 'us-east-1' */
  readonly region?: string;
}

export interface LocalSesTemplate {
  readonly name: string;
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

/** A fault hits the calls that meet all of its criteria. */
export interface LocalSesFault {
  /**
   * - `throttle`: SES refuses the call because of the quota
   * - `internal-error`: SES answers with status 500
   * - `deny`: the caller has no permission
   * - `reset-before`, `reset-after`, `reset-midway`: the connection breaks before the call takes effect, after it, or within the response
   * - `silent-before`, `silent-after`, `silent-midway`: likewise, but the connection stays open without further data
   * - `latency`: the answer takes longer
   */
  readonly kind: 'throttle' | 'internal-error' | 'deny' | `${'reset' | 'silent'}-${'before' | 'after' | 'midway'}` | 'latency';
  /** Such as `SendEmail`. @default - every operation */
  readonly operation?: string;
  /** How many calls it hits. @default - all */
  readonly times?: number;
  /** The delay, in milliseconds, before any other effect. @default 0 */
  readonly latencyMs?: number;
}

/**
 * An Amazon SES on 127.0.0.1 for the SDK's clients of both APIs. It delivers nothing and keeps the mails.
 *
 * It validates and renders mails as SES does. Where SES reports a failure only by an event, `waitForMail` says why.
 */
export class LocalSes {
  /**
   * Starts it with the given templates.
   *
   * @throws if an email cannot be deployed, with all errors, or if `keep` is invalid
   */
  static async start(options: LocalSesOptions = {}): Promise<LocalSes> {
    const { emails, namePrefix = '', templates = [], configurationSets = [], callsPerSecond = Infinity, port, lagMs, region, keep = DEFAULT_KEEP } = options;
    const problemWithKeep = problemOfKeep(keep);
    if (problemWithKeep !== undefined) throw new Error(`keep ${problemWithKeep}, got: ${keep}`);
    const folder = emails === undefined ? undefined : readFolder(emails, {});
    const started = await start({ emails: folder, namePrefix, configurationSets, keep, port, ses: { callsPerSecond, lagMs, region } });
    const { aws, deployed: { problems } } = started;
    if (problems.length > 0) {
      await started.close();
      throw new Error(stripColors(problemsText(shown(emails!), problems)));
    }
    for (const { name, subject, html, text } of templates) {
      aws.ses.templates.put({ TemplateName: name, SubjectPart: subject, HtmlPart: html, TextPart: text });
    }
    return new LocalSes(started);
  }

  /** The endpoint of both APIs, such as `http://127.0.0.1:41234`. */
  public readonly endpoint: string;
  private readonly aws: Started['aws'];
  private readonly inbox: Started['inbox'];

  private constructor(private readonly started: Started) {
    this.aws = started.aws;
    this.inbox = started.inbox;
    this.endpoint = started.aws.endpoint;
  }

  /** How many mails were removed since the start, or the last `clear`, because there were more than `keep`. */
  public get dropped(): number {
    return this.inbox.dropped;
  }

  /** The configuration of an SDK's client: endpoint, Region and credentials. */
  public clientConfig(): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  } {
    return { endpoint: this.endpoint, region: this.aws.ses.region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  }

  /** The same as environment variables, for programs whose clients are configured by them. */
  public environment(): { readonly [name: string]: string } {
    return {
      AWS_ENDPOINT_URL_SES: this.endpoint,
      AWS_ENDPOINT_URL_SESV2: this.endpoint,
      AWS_REGION: this.aws.ses.region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    };
  }

  /** The kept mails that meet all given criteria, oldest first. Mails that were refused or not rendered are among them. */
  public mails(filter: MailFilter = {}): MailDetails[] {
    return this.inbox.list(filter).reverse().map(({ id }) => this.inbox.get(id)!);
  }

  /**
   * Returns the oldest mail that meets the criteria, as soon as it is there. Without `status` in the filter, it is one that was sent.
   *
   * @param options `timeoutMs`: how long to wait, in milliseconds; 5000 by default
   * @throws at once if such a mail was refused or not rendered, with the reason; after the timeout, with the mails that are there instead
   */
  public async waitForMail(filter: MailFilter = {}, options: { readonly timeoutMs?: number } = {}): Promise<MailDetails> {
    const { timeoutMs = 5_000 } = options;
    return new Promise((resolve, reject) => {
      const look = () => {
        const mails = this.mails(filter);
        const found = filter.status === undefined ? mails.find(({ status }) => status === 'SENT') : mails[0];
        if (!found && mails.length === 0) return;
        end();
        if (found) resolve(found);
        else reject(new Error(failureText(mails[0])));
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`No mail with ${filterText(filter)} within ${timeoutMs} ms; ${arrivedText(this.mails(), this.inbox)}`));
      }, timeoutMs);
      const end = () => {
        clearTimeout(timer);
        ignore();
      };
      const ignore = this.inbox.onEvent(look);
      look();
    });
  }

  /** Removes all mails. */
  public clear(): void {
    this.inbox.clear();
  }

  /** Makes calls fail. Returns a function that removes the fault. */
  public addFault(fault: LocalSesFault): () => void {
    return this.aws.ses.faults.add(fault);
  }

  /** Removes all faults. */
  public clearFaults(): void {
    this.aws.ses.faults.clear();
  }

  /** Closes all connections and frees the port. */
  public async stop(): Promise<void> {
    await this.started.close();
  }
}

function failureText({ status, template, recipients, error, diagnostics }: MailDetails): string {
  const verdict = status === 'REFUSED' ? `SES refused it: ${error!.code}` : 'SES could not render it, and reports that by an event only';
  const reasons = diagnostics.map(({ message, frame }) => frame === undefined ? message : `${message}\n\n${frame}`);
  return [`The mail${template === undefined ? '' : ` "${template}"`} to ${recipients.join(', ')} was not sent. ${verdict}: ${error!.message}`, ...reasons].join('\n\n');
}

function filterText({ tags = {}, ...criteria }: MailFilter): string {
  const texts = [...Object.entries(criteria), ...Object.entries(tags).map(([name, value]) => [`tag ${name}`, value])]
    .filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${value}`);
  return texts.length === 0 ? 'any criteria' : texts.join(' and ');
}

function arrivedText(mails: readonly MailDetails[], { dropped, keep }: Started['inbox']): string {
  if (mails.length === 0) return 'no mail is there.';
  const lines = mails.map(({ status, template, recipients, subject }) =>
    `  ${status} ${template ?? 'without template'} to ${recipients.join(', ')}${subject === undefined ? '' : `: ${JSON.stringify(subject)}`}`);
  const older = dropped === 0 ? '' : `\n  ${dropped} older removed: keep is ${keep}`;
  return `these mails are there:\n${lines.join('\n')}${older}`;
}
