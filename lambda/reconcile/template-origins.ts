import { CreationTimes } from './creation-times';
import { Policies } from './declaration';
import { Origin } from './plan';
import { Log, StackDescriber, StackResource } from './ports';
import { reasonOf } from './reason';
import { operationBegan } from './stack-history';
import { StackView, stackTemplateThatGoes } from './stack-owners';
import { RESOURCE_TYPE } from '../../src/contract/contract';

export interface TemplateOriginsContext {
  readonly stackId: string;
  readonly logicalResourceId: string;
  readonly stack: StackDescriber;
  readonly times: CreationTimes;
  /** When processing of the event may have begun. */
  readonly workSince: Date;
  readonly log: Log;
}

/** Determines the origin of live templates. Asks CloudFormation and SES only when needed, each question once. */
export class TemplateOrigins {
  private resources?: Promise<StackResource[]>;
  private template?: Promise<unknown>;
  private began?: Promise<Date | undefined>;

  constructor(private readonly context: TemplateOriginsContext) {}

  /** The origin of a template that this resource has not had. */
  async of(name: string, { conflict }: Policies): Promise<Origin> {
    const { logicalResourceId: self, log } = this.context;
    let resources: StackResource[];
    try {
      resources = await (this.resources ??= this.context.stack.resources());
    } catch (error) {
      // Without an answer, nothing can be adopted: it might be a template that CloudFormation is about to delete.
      if (conflict === 'ADOPT') throw error;
      log({ message: `${name}: cannot determine which resources the stack has`, template: name, reason: reasonOf(error) });
      return { from: 'other' };
    }
    const logicalId = await this.stackTemplate(name, resources);
    if (logicalId !== undefined) return { from: 'stack-template', logicalId };
    const had = resources.some(({ type, physicalId, logicalId: id }) => type === RESOURCE_TYPE && id !== self && physicalId === name);
    if (had) return { from: 'moved' };
    return { from: await this.createdByEvent(name) ? 'this-event' : 'other' };
  }

  /** Whether a template was created while the event was in progress. Undefined if that cannot be determined. */
  async createdByEvent(name: string): Promise<boolean | undefined> {
    return this.context.times.createdSince(name, this.context.workSince);
  }

  /** Whether a template is known to have been created after the stack's operation began. */
  async createdByOperation(name: string): Promise<boolean> {
    return await this.context.times.createdSince(name, await this.operationBegan()) === true;
  }

  private async operationBegan(): Promise<Date | undefined> {
    try {
      return await (this.began ??= operationBegan(this.context.stack.history()));
    } catch (error) {
      this.context.log({ message: 'cannot determine when the stack\'s operation began', reason: reasonOf(error) });
      return undefined;
    }
  }

  private async stackTemplate(name: string, resources: readonly StackResource[]): Promise<string | undefined> {
    const { stackId, stack } = this.context;
    const view = (template: unknown): StackView => ({ stackId, parameters: {}, template, resources });
    // Usually there is none, and the stack's template need not be read.
    if (stackTemplateThatGoes(name, view(undefined)) === undefined) return undefined;
    return stackTemplateThatGoes(name, view(await (this.template ??= stack.template())));
  }
}
