import {
  AlreadyExistsException, CreateTemplateCommand, DeleteTemplateCommand, GetTemplateCommand, InvalidRenderingParameterException,
  LimitExceededException, ListTemplatesCommand, MissingRenderingAttributeException, SESClient, Template as WireTemplate,
  TemplateDoesNotExistException, TestRenderTemplateCommand, UpdateTemplateCommand,
} from '@aws-sdk/client-ses';
import { adviceOnDenial, AwsCallError } from './errors';
import { Lanes } from '../pacing/lane';
import { Attempt, retry, RetryPolicy } from '../pacing/retry';
import { Parts, Rendering, Template, TemplatePage, TemplateStore, WriteKind } from '../reconcile/ports';

/** The SES operations that are called. Each has a lane. */
export type SesOperation = 'GetTemplate' | 'CreateTemplate' | 'UpdateTemplate' | 'DeleteTemplate' | 'ListTemplates' | 'TestRenderTemplate';

const READS: ReadonlySet<SesOperation> = new Set<SesOperation>(['GetTemplate', 'ListTemplates', 'TestRenderTemplate']);

/** The maximum page size of ListTemplates. */
const TEMPLATES_PER_PAGE = 100;

/** The templates in SES, accessed with the v1 API. */
export class SesTemplates implements TemplateStore {
  constructor(
    private readonly client: SESClient,
    private readonly lanes: Lanes<SesOperation>,
    private readonly policy: RetryPolicy,
    /** Runs before each attempt to write. It throws to prevent the attempt. */
    private readonly beforeWrite: (write: WriteKind) => Promise<void> = async () => {},
  ) {}

  async get(name: string): Promise<Parts | undefined> {
    return this.call('GetTemplate', name, async () => {
      try {
        const { Template: template } = await this.client.send(new GetTemplateCommand({ TemplateName: name }));
        return template && fromWire(template);
      } catch (error) {
        if (error instanceof TemplateDoesNotExistException) return undefined;
        throw error;
      }
    });
  }

  async create(template: Template): Promise<'created' | 'exists' | 'unsure'> {
    return this.call('CreateTemplate', template.name, async ({ unsure }) => {
      try {
        await this.client.send(new CreateTemplateCommand({ Template: toWire(template) }));
        return 'created';
      } catch (error) {
        if (error instanceof AlreadyExistsException) return unsure ? 'unsure' : 'exists';
        throw error;
      }
    });
  }

  async update(template: Template): Promise<'updated' | 'gone'> {
    return this.call('UpdateTemplate', template.name, async () => {
      try {
        await this.client.send(new UpdateTemplateCommand({ Template: toWire(template) }));
        return 'updated';
      } catch (error) {
        if (error instanceof TemplateDoesNotExistException) return 'gone';
        throw error;
      }
    });
  }

  async delete(name: string): Promise<void> {
    await this.call('DeleteTemplate', name, async () => this.client.send(new DeleteTemplateCommand({ TemplateName: name })));
  }

  async testRender(name: string, data: string): Promise<Rendering> {
    return this.call('TestRenderTemplate', name, async () => {
      try {
        await this.client.send(new TestRenderTemplateCommand({ TemplateName: name, TemplateData: data }));
        return 'rendered';
      } catch (error) {
        if (error instanceof TemplateDoesNotExistException) return 'gone';
        const refused = error instanceof MissingRenderingAttributeException || error instanceof InvalidRenderingParameterException;
        if (refused) return { refused: error.message };
        throw error;
      }
    });
  }

  async list(nextToken?: string): Promise<TemplatePage> {
    return this.call('ListTemplates', undefined, async () => {
      const { TemplatesMetadata: metadata = [], NextToken: next } =
        await this.client.send(new ListTemplatesCommand({ MaxItems: TEMPLATES_PER_PAGE, NextToken: nextToken }));
      return { templates: metadata.map(({ Name, CreatedTimestamp }) => ({ name: Name ?? '', createdAt: CreatedTimestamp })), nextToken: next || undefined };
    });
  }

  private async call<T>(operation: SesOperation, name: string | undefined, send: (attempt: Attempt) => Promise<T>): Promise<T> {
    const what = name === undefined ? operation : `${operation} of '${name}'`;
    const writes = !READS.has(operation);
    return retry({
      what,
      lane: this.lanes.of(operation),
      writes,
      beforeAttempt: writes ? async () => this.beforeWrite(operation === 'DeleteTemplate' ? 'delete' : 'put') : undefined,
      send,
      explain: error => new AwsCallError(what, error, error instanceof LimitExceededException ? TOO_MANY_TEMPLATES : adviceOnDenial(error)),
    }, this.policy);
  }
}

const TOO_MANY_TEMPLATES = 'an account can have 20,000 templates per Region: delete unused ones';

/** An absent part is omitted: SES rejects an empty one. */
function toWire({ name, parts }: Template): WireTemplate {
  return { TemplateName: name, SubjectPart: parts.Subject, HtmlPart: parts.Html, TextPart: parts.Text };
}

function fromWire({ SubjectPart, HtmlPart, TextPart }: WireTemplate): Parts {
  return { Subject: SubjectPart || undefined, Html: HtmlPart || undefined, Text: TextPart || undefined };
}
