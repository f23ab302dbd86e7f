/** Comparison helpers of any library. */
export const COMPARISONS: ReadonlySet<string> = new Set([
  'eq', 'ne', 'neq', 'is', 'isnt', 'equals', 'notEquals', 'compare', 'gt', 'gte', 'lt', 'lte', 'greaterThan', 'lessThan', 'and', 'or', 'not',
  'ifEquals', 'ifEq', 'ifCond', 'xif', 'contains',
]);

/** Helpers that provide a default value. */
export const DEFAULTS: ReadonlySet<string> = new Set(['default', 'defaultTo', 'defaultIfEmpty', 'coalesce', 'fallback', 'ifNull', 'ifEmpty', 'insert', 'or']);

/** Blocks that loop over lists. */
export const LOOPS: ReadonlySet<string> = new Set(['for', 'foreach', 'forEach', 'loop', 'repeat', 'range', 'list', 'iterate', 'section']);

/** Spellings of `{{else if}}`. */
export const ELSE_IFS: ReadonlySet<string> = new Set(['elseif', 'elseIf', 'elsif', 'elif']);

/**
 * Services whose templates have helpers of these names. Amazon Pinpoint ended on 30 October 2026.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/userguide/message-template-helpers.html
 * @see https://www.twilio.com/docs/sendgrid/for-developers/sending-email/using-handlebars
 */
const HOMES: ReadonlyArray<[who: string, helpers: ReadonlySet<string>]> = [
  ['Amazon Pinpoint had it', new Set([
    'abbreviate', 'capitalize', 'capitalizeFirst', 'center', 'cut', 'dateFormat', 'defaultIfEmpty', 'inflect', 'join', 'ljust', 'lower', 'now',
    'numberFormat', 'rjust', 'slugify', 'stringFormat', 'stripTags', 'substring', 'upper', 'wordWrap', 'yesno', 'eq', 'neq', 'gt', 'gte', 'lt', 'lte',
  ])],
  ['SendGrid has it', new Set(['insert', 'formatDate', 'formatPrice', 'greaterThan', 'lessThan', 'equals', 'notEquals', 'length'])],
];

export function homeOf(helper: string): string | undefined {
  return HOMES.find(([, helpers]) => helpers.has(helper))?.[0];
}
