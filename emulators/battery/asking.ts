import {
  CreateConfigurationSetCommand, CreateTemplateCommand, DeleteConfigurationSetCommand, DeleteTemplateCommand, SESClient, SESServiceException,
  Template, TestRenderTemplateCommand,
} from '@aws-sdk/client-ses';
import { partOf } from '../support/mime';

/** The prefix of all names of a run. Everything that a run creates is deleted when it ends. */
export const SCRATCH_PREFIX = 'cdk-ses-templates-scratch-';

export interface AskingOptions {
  /** Waits before each call. */
  readonly pause: () => Promise<void>;
  /** Waits for a number of milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A verified sender; without one, nothing is sent. */
  readonly sender?: string;
}

/** Calls one SES, with names that are unique to a run. */
export class Asking {
  /** Functions that delete what the run has created, by kind and name. */
  private readonly deletions = new Map<string, () => Promise<unknown>>();

  constructor(private readonly client: SESClient, private readonly run: string, private readonly options: AskingOptions) {}

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

  /** Makes one call. */
  public readonly send: SESClient['send'] = async (...call: unknown[]) => {
    await this.options.pause();
    const sent = (this.client.send as (...args: unknown[]) => Promise<never>)(...call);
    return sent.then(output => {
      this.note(call[0]);
      return output;
    }, cause => {
      if (mayHaveHadAnEffect(cause)) this.note(call[0]);
      throw cause;
    });
  };

  /** Creates a template. */
  public async create(id: string, { SubjectPart = 'Subject', ...parts }: Partial<Template> = { TextPart: 'Text' }): Promise<string> {
    const TemplateName = this.name(id);
    await this.send(new CreateTemplateCommand({ Template: { TemplateName, SubjectPart, ...parts } }));
    return TemplateName;
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
  public words({ name, message }: Error): string {
    return `${name}: ${this.anonymous(message)}`;
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
    for (const [what, remove] of this.deletions) await remove().catch((cause: Error) => left.push(`${what}: ${cause.message}`));
    this.deletions.clear();
    if (left.length > 0) throw new Error(`Everything that was created must be deleted, got: ${left.join('; ')}`);
  }

  private note(command: unknown): void {
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

/** A call without a response may have taken effect. If it did, SES answers the retry of the SDK with AlreadyExists. */
function mayHaveHadAnEffect(cause: unknown): boolean {
  return !(cause instanceof SESServiceException) || cause.$fault !== 'client' || cause.name.includes('AlreadyExists');
}
