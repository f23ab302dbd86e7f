import { PartName, TemplateAsset } from '../../src/contract/contract';

/** A template's content as SES returns it. An absent part is undefined, never empty. */
export type Parts = { readonly [part in PartName]?: string };

export interface Template {
  readonly name: string;
  readonly parts: Parts;
}

/** What a write does to a template: `put` creates or changes it, or its tags. */
export type WriteKind = 'put' | 'delete';

/**
 * The templates in SES. Each method makes one call, which the implementation paces and retries.
 *
 * A write that finds an unexpected state returns it instead of throwing: it is input for the plan, not a failure.
 */
export interface TemplateStore {
  get(name: string): Promise<Parts | undefined>;
  /** Returns `unsure` if the template exists and an earlier attempt of this call, whose response was lost, may have created it. */
  create(template: Template): Promise<'created' | 'exists' | 'unsure'>;
  update(template: Template): Promise<'updated' | 'gone'>;
  /** SES does not report an error if the template does not exist. */
  delete(name: string): Promise<void>;
  /** Renders a stored template with the data, which is JSON. */
  testRender(name: string, data: string): Promise<Rendering>;
  /** One page of the account's templates. */
  list(nextToken?: string): Promise<TemplatePage>;
}

/** The tags of the templates in SES. Each method makes one call, which the implementation paces and retries. */
export interface TagStore {
  /** Returns the tags by their keys. */
  listTags(name: string): Promise<ReadonlyMap<string, string> | 'gone'>;
  /** Adds tags, or changes their values. Leaves other tags alone. */
  setTags(name: string, tags: ReadonlyMap<string, string>): Promise<'done' | 'gone'>;
  /** SES does not report an error for keys that the template does not have. */
  removeTags(name: string, keys: readonly string[]): Promise<'done' | 'gone'>;
}

/** The result of rendering a template: success, absence, or SES's reason for refusing. */
export type Rendering = 'rendered' | 'gone' | { readonly refused: string };

export interface TemplatePage {
  readonly templates: ReadonlyArray<{ readonly name: string; readonly createdAt?: Date }>;
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** The JSON asset, read when content is first needed. */
export interface AssetSource {
  /** Returns the content under this key, or undefined if the asset has none. */
  template(key: string): Promise<TemplateAsset | undefined>;
}

/** The stack's state according to CloudFormation. Each method makes a call. */
export interface StackDescriber {
  /** @param stackId another stack of the same nesting; by default, the resource's own stack */
  describe(stackId?: string): Promise<StackDescription>;
  /**
   * The stack's template, with intrinsic functions unresolved. During a rollback, it is the template that failed or the one that the
   * stack returns to: AWS does not document which
   * (docs/ses-facts.md#rollback-template).
   */
  template(): Promise<unknown>;
  resources(): Promise<StackResource[]>;
  /** The status changes of the stack and its resources, newest first. Read page by page, as needed. */
  history(): AsyncIterable<StackEvent>;
}

export interface StackDescription {
  /** CloudFormation's StackStatus. */
  readonly status: string;
  /** When the stack was last updated, or created. AWS does not document whether a rollback counts. */
  readonly lastUpdated?: Date;
  /** The outermost stack, if this one is nested. */
  readonly rootId?: string;
  /** The values of the stack's parameters, except those that CloudFormation hides. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
}

/** A change of the status of the stack or of one of its resources. */
export interface StackEvent {
  readonly at: Date;
  /** Absent if the status is the stack's own. */
  readonly logicalId?: string;
  readonly status: string;
}

/** Writes one structured log entry. It must contain neither the event nor content. */
export type Log = (entry: { readonly message: string; readonly [field: string]: unknown }) => void;
