import {
  CreateConfigurationSetCommand, CreateTemplateCommand, DeleteConfigurationSetCommand, DeleteTemplateCommand, SESClient, SESServiceException,
  Template, TestRenderTemplateCommand,
} from '@aws-sdk/client-ses';
import {
  CreateConfigurationSetCommand as CreateConfigurationSetV2Command, CreateEmailTemplateCommand,
  DeleteConfigurationSetCommand as DeleteConfigurationSetV2Command, DeleteEmailTemplateCommand, EmailTemplateContent, SESv2Client,
} from '@aws-sdk/client-sesv2';
import { partOf } from '../support/mime';

/** The prefix of all names of a run. Everything that a run creates is deleted when it ends. */
export const SCRATCH_PREFIX = 'cdk-ses-templates-scratch-';

const PARTITIONS = [['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov']] as const;

/** How often a deletion is tried, and the time in between. */
const DELETION_ATTEMPTS = 3;
const DELETION_INTERVAL_MS = 5_000;

/** The clients of the two APIs of one SES. */
export interface Clients {
  readonly v1: SESClient;
  readonly v2: SESv2Client;
}

export interface AskingOptions {
  /** Waits before each call. */
  readonly pause: () => Promise<void>;
  /** Waits for a number of milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A verified sender; without one, nothing is sent. */
  readonly sender?: string;
  /** The account, for ARNs. @default - SES names it in the message of CreateTemplate about a name that is taken */
  readonly account?: string;
}

/** Calls one SES, with names that are unique to a run. */
export class Asking {
  /** Functions that delete what the run has created, by kind and name. */
  private readonly deletions = new Map<string, () => Promise<unknown>>();

  constructor(private readonly clients: Clients, private readonly run: string, private readonly options: AskingOptions) {}

  public get sender(): string | undefined {
    return this.options.sender;
  }

  public async wait(milliseconds: number): Promise<void> {
    return this.options.wait(milliseconds);
  }

  /** A name that is unique to this run. */
  public name(id: string): string {
    return `${SCRATCH_PREFIX}${this.run}-${id}`;
  }

  /** Makes one call of the v1 API. */
  public readonly send: SESClient['send'] = async (...call: unknown[]) => this.noting(this.clients.v1, call);

  /** Makes one call of the v2 API. */
  public readonly sendV2: SESv2Client['send'] = async (...call: unknown[]) => this.noting(this.clients.v2, call);

  /** Creates a template. */
  public async create(id: string, { SubjectPart = 'Subject', ...parts }: Partial<Template> = { TextPart: 'Text' }): Promise<string> {
    const TemplateName = this.name(id);
    await this.send(new CreateTemplateCommand({ Template: { TemplateName, SubjectPart, ...parts } }));
    return TemplateName;
  }

  /** Creates a template with the v2 API. */
  public async createV2(id: string, { Subject = 'Subject', ...parts }: EmailTemplateContent = { Text: 'Text' }): Promise<string> {
    const TemplateName = this.name(id);
    await this.sendV2(new CreateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject, ...parts } }));
    return TemplateName;
  }

  /** The ARN of a template that exists. */
  public async arnOf(TemplateName: string): Promise<string> {
    return this.arn(`template/${TemplateName}`, TemplateName);
  }

  /** The ARN of a resource in the account and Region. @param TemplateName a template that exists: SES names the account in its error */
  public async arn(resource: string, TemplateName: string, service = 'ses'): Promise<string> {
    const taken = new CreateTemplateCommand({ Template: { TemplateName, SubjectPart: 'Subject', TextPart: 'Text' } });
    const account = this.options.account ?? /account id (\d{12})/.exec(await this.send(taken).then(() => '', (cause: Error) => cause.message))?.[1];
    const region = await this.clients.v2.config.region();
    const partition = PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }

  /** Creates a separate template, and returns its text part as SES renders it with this data. */
  public async renderText(id: string, TextPart: string, data: object): Promise<string | undefined> {
    const TemplateName = await this.create(id, { TextPart });
    const { RenderedTemplate } = await this.send(new TestRenderTemplateCommand({ TemplateName, TemplateData: JSON.stringify(data) }));
    return partOf(RenderedTemplate!, 'text/plain');
  }

  /** The outcome of a call: the name that the SDK gives the error and the message of SES, or `ok`. */
  public async outcome(call: Promise<unknown>): Promise<string> {
    return call.then(() => 'ok', (cause: Error) => this.words(cause));
  }

  /** An error without what differs between runs. */
  public words(cause: Error): string {
    const { name, message } = cause;
    return isUnknownOperation(cause) ? 'no such operation' : `${name}: ${this.anonymous(message.split('\n', 1)[0])}`;
  }

  /** The name that the SDK gives the error of a call, or `ok`. For errors whose texts nobody has reported. */
  public async errorName(call: Promise<unknown>): Promise<string> {
    return call.then(() => 'ok', (cause: Error) => isUnknownOperation(cause) ? 'no such operation' : cause.name);
  }

  /** A message of SES without the names and the account of this run. */
  public anonymous(text: string): string {
    return text.replaceAll(new RegExp(`${SCRATCH_PREFIX}${this.run}-[\\w-]+`, 'g'), 'NAME').replaceAll(/\b\d{12}\b/g, 'ACCOUNT');
  }

  /**
   * Deletes everything that the run has created.
   *
   * @throws Error that names what could not be deleted
   */
  public async cleanUp(): Promise<void> {
    const left: string[] = [];
    for (const [what, remove] of this.deletions) {
      const problem = await this.deleted(remove);
      if (problem !== undefined) left.push(`${what}: ${problem}`);
    }
    this.deletions.clear();
    if (left.length > 0) throw new Error(`Everything that was created must be deleted, got: ${left.join('; ')}`);
  }

  /** Deletes something. Returns why it could not be deleted, or undefined if it is gone. */
  private async deleted(remove: () => Promise<unknown>): Promise<string | undefined> {
    for (let attempt = 1; ; attempt++) {
      const problem = await remove().then(() => undefined, (cause: Error) => cause);
      if (problem === undefined || /DoesNotExist|NotFound/.test(problem.name)) return undefined;
      if (attempt === DELETION_ATTEMPTS) return problem.message;
      await this.wait(DELETION_INTERVAL_MS);
    }
  }

  private async noting(client: SESClient | SESv2Client, call: unknown[]): Promise<never> {
    const [command] = call;
    await this.options.pause();
    try {
      const output = await (client.send as (...args: unknown[]) => Promise<never>)(...call);
      this.note(command);
      return output;
    } catch (cause) {
      if (mayHaveHadAnEffect(cause)) this.note(command);
      throw cause;
    }
  }

  private note(command: unknown): void {
    if (command instanceof CreateEmailTemplateCommand) {
      const { TemplateName } = command.input;
      this.deletions.set(`template ${TemplateName}`, async () => this.sendV2(new DeleteEmailTemplateCommand({ TemplateName })));
    }
    if (command instanceof CreateConfigurationSetV2Command) {
      const { ConfigurationSetName } = command.input;
      const remove = async () => this.sendV2(new DeleteConfigurationSetV2Command({ ConfigurationSetName }));
      this.deletions.set(`configuration set ${ConfigurationSetName}`, remove);
    }
    if (command instanceof DeleteConfigurationSetV2Command) this.deletions.delete(`configuration set ${command.input.ConfigurationSetName}`);
    if (command instanceof DeleteEmailTemplateCommand) this.deletions.delete(`template ${command.input.TemplateName}`);
    if (command instanceof CreateTemplateCommand) {
      const { TemplateName } = command.input.Template!;
      this.deletions.set(`template ${TemplateName}`, async () => this.send(new DeleteTemplateCommand({ TemplateName })));
    }
    if (command instanceof CreateConfigurationSetCommand) {
      const { Name: ConfigurationSetName } = command.input.ConfigurationSet!;
      this.deletions.set(`configuration set ${ConfigurationSetName}`, async () => this.send(new DeleteConfigurationSetCommand({ ConfigurationSetName })));
    }
    if (command instanceof DeleteTemplateCommand) this.deletions.delete(`template ${command.input.TemplateName}`);
    if (command instanceof DeleteConfigurationSetCommand) this.deletions.delete(`configuration set ${command.input.ConfigurationSetName}`);
  }
}

/** A call without a response may have taken effect. The SDK repeats it, and throws the error of its last attempt. */
function mayHaveHadAnEffect(cause: unknown): boolean {
  const { $fault: fault, $metadata: { attempts = 1 } = {} } = cause as Partial<SESServiceException>;
  const isRefusal = fault === 'client' || isUnknownOperation(cause);
  return !isRefusal || attempts > 1;
}

/** An emulator without the operation answers 404, with a page of HTML. The SDK throws the error of its parser, with the response hidden in it. */
function isUnknownOperation(cause: unknown): boolean {
  return cause instanceof SyntaxError && (cause as { $response?: { statusCode?: number } }).$response?.statusCode === 404;
}
