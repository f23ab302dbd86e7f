import { Mustache, nameOf } from './ast';
import { PLACEHOLDERS } from '../../contract/limits';

/**
 * Everything that SES's Handlebars supports: "built-in helpers as handlebarsjs documents them", and no custom ones.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */

export interface BlockHelper {
  /** An example argument, for messages. */
  readonly example: string;
  /** The maximum number of names in `as |…|`. */
  readonly blockParams: number;
}

export const BLOCK_HELPERS: ReadonlyMap<string, BlockHelper> = new Map([
  ['if', { example: 'name', blockParams: 0 }],
  ['unless', { example: 'name', blockParams: 0 }],
  ['each', { example: 'items', blockParams: 2 }],
  ['with', { example: 'order', blockParams: 1 }],
]);

export interface InlineHelper {
  readonly example: string;
  readonly params: number;
}

export const INLINE_HELPERS: ReadonlyMap<string, InlineHelper> = new Map([
  ['lookup', { example: '{{lookup names code}}', params: 2 }],
  ['log', { example: '{{log name}}', params: 1 }],
]);

/** Handlebars's own hooks look like helpers, but cannot be called. */
export const HOOKS: ReadonlySet<string> = new Set(['helperMissing', 'blockHelperMissing']);

export const HELPER_NAMES: readonly string[] = [...BLOCK_HELPERS.keys(), ...INLINE_HELPERS.keys()];

/** Data variables inside `{{#each}}`. */
export const LOOP_VARIABLES = ['index', 'key', 'first', 'last'] as const;
export type LoopVariable = typeof LOOP_VARIABLES[number];
export const DATA_VARIABLES: readonly string[] = ['root', ...LOOP_VARIABLES];

export function isPlaceholder(node: Mustache): boolean {
  return node.params.length === 0 && !node.hash && PLACEHOLDERS.has(nameOf(node.path));
}

/** How deeply blocks, partials and arguments may be nested. Emails written by people stay below ten. */
export const MAX_NESTING = 100;
