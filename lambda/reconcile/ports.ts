import { PartName, TemplateAsset } from '../../src/private/contract';

/** A template's content as SES keeps it; an absent part is undefined, never empty. */
export type Parts = { readonly [part in PartName]?: string };

export interface Template {
  readonly name: string;
  readonly parts: Parts;
}

/**
 * SES's templates, one call each, paced and retried below this line.
 *
 * A write says what it found rather than throwing it, because that is news to plan with, not a failure.
 */
export interface TemplateStore {
  get(name: string): Promise<Parts | undefined>;
  /** `unsure`: it exists, and an earlier attempt of this very call, whose answer was lost, may have made it. */
  create(template: Template): Promise<'created' | 'exists' | 'unsure'>;
  update(template: Template): Promise<'updated' | 'gone'>;
  /** Deleting what is not there is no error to SES. */
  delete(name: string): Promise<void>;
  /** Has a template rendered, with data as JSON. */
  testRender(name: string, data: string): Promise<Rendering>;
}

/** That a template could be rendered, or is not there, or what SES has against rendering it. */
export type Rendering = 'rendered' | 'gone' | { readonly refused: string };

/** The JSON asset, read when content is first needed. */
export interface AssetSource {
  /** The content under this key, or undefined if the asset has none. */
  template(key: string): Promise<TemplateAsset | undefined>;
}

/** CloudFormation's word on the stack. */
export interface StackState {
  /** Whether the stack is being taken back at this moment. */
  rollingBack(): Promise<boolean>;
  /** The stack's template, its intrinsic functions as they are written: during a rollback the one that is gone back to. */
  template(): Promise<unknown>;
}

/** One structured log entry; never the event, never content. */
export type Log = (entry: { readonly message: string; readonly [field: string]: unknown }) => void;
