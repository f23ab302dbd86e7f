const WORDS: Readonly<Record<string, string>> = {
  '==': 'Is',
  '===': 'Is',
  'eq': 'Is',
  'is': 'Is',
  'equals': 'Is',
  'ifequals': 'Is',
  'ifeq': 'Is',
  '!=': 'IsNot',
  '!==': 'IsNot',
  'ne': 'IsNot',
  'neq': 'IsNot',
  'isnt': 'IsNot',
  'notequals': 'IsNot',
  '>': 'IsOver',
  'gt': 'IsOver',
  'greaterthan': 'IsOver',
  '<': 'IsUnder',
  'lt': 'IsUnder',
  'lessthan': 'IsUnder',
  '>=': 'IsAtLeast',
  'gte': 'IsAtLeast',
  '<=': 'IsAtMost',
  'lte': 'IsAtMost',
  '||': 'Or',
  'or': 'Or',
  '&&': 'And',
  'and': 'And',
  'contains': 'Contains',
};
const MAX_LENGTH = 40;

/**
 * A name for the result of a comparison, derived from its operands: `status == "paid"` becomes `statusIsPaid`.
 *
 * @param operands as written in the template
 */
export function conditionName(operator: string, operands: readonly string[]): string {
  const [left = '', right = ''] = operands.map(wordsOf);
  const name = `${left}${WORDS[operator.toLowerCase()] ?? 'Matches'}${right.charAt(0).toUpperCase()}${right.slice(1)}`;
  return left === '' || name.length > MAX_LENGTH ? 'isTrue' : name;
}

/** The last name of a path, or a literal, as part of a name. */
function wordsOf(operand: string): string {
  const last = operand.replace(/^["']|["']$/g, '').split(/[./]/).pop()!;
  return last.replace(/[^\p{L}\p{N}]+(.)?/gu, (_, next: string | undefined) => (next ?? '').toUpperCase());
}
