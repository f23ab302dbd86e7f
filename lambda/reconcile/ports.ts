import { PartName, TemplateAsset } from '../../src/contract/contract';

/** A template's content as SES returns it; an absent part is undefined, never empty. */
export type Parts = { readonly [part in PartName]?: string };

export interface Template {
  readonly name: string;
  readonly parts: Parts;
}

/**
 * SES's templates, one call each, paced and retried by the implementation.
 *
 * A write returns what it found rather than throwing it, because that is something to plan with, not a failure.
 */
export interface TemplateStore {
  get(name: string): Promise<Parts | undefined>;
  /** `unsure`: it exists, and an earlier attempt of this very call, whose answer was lost, may have made it. */
  create(template: Template): Promise<'created' | 'exists' | 'unsure'>;
  update(template: Template): Promise<'updated' | 'gone'>;
  /** Deleting what is not there is no error to SES. */
  delete(name: string): Promise<void>;
  /** Renders a stored template, with data as JSON. */
  testRender(name: string, data: string): Promise<Rendering>;
  /** One page of the account's templates. */
  list(nextToken?: string): Promise<TemplatePage>;
}

/** That a template could be rendered, or is not there, or why SES refuses to render it. */
export type Rendering = 'rendered' | 'gone' | { readonly refused: string };

export interface TemplatePage {
  readonly templates: ReadonlyArray<{ readonly name: string; readonly createdAt?: Date }>;
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** The JSON asset, read when content is first needed. */
export interface AssetSource {
  /** The content under this key, or undefined if the asset has none. */
  template(key: string): Promise<TemplateAsset | undefined>;
}

/** The stack, as CloudFormation describes it. Each method makes a call. */
export interface StackDescriber {
  /** @param stackId another stack of the same nesting; by default the resource's own */
  describe(stackId?: string): Promise<StackDescription>;
  /** The stack's template, with its intrinsic functions unresolved: during a rollback, the one that the stack returns to. */
  template(): Promise<unknown>;
  resources(): Promise<StackResource[]>;
}

export interface StackDescription {
  /** CloudFormation's StackStatus. */
  readonly status: string;
  /** When the operation in progress began, or the last one if none is. */
  readonly operationBegan?: Date;
  /** The outermost stack, if this one is nested. */
  readonly rootId?: string;
  /** The values of the stack's parameters; those that CloudFormation hides are absent. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
}

/** One structured log entry; never the event, never content. */
export type Log = (entry: { readonly message: string; readonly [field: string]: unknown }) => void;
