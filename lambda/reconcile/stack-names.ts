/**
 * The deploy-time values in a stack's template that the function can know: parameters, pseudo parameters, and the intrinsic
 * functions that CDK writes into names and conditions.
 */
export interface StackValues {
  readonly stackId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly conditions?: unknown;
}

/** The deploy-time value of a text in the stack's template. Undefined if it cannot be known here. */
export function resolveText(value: unknown, values: StackValues): string | undefined {
  if (typeof value === 'string') return value;
  const ref = at(value, 'Ref');
  if (typeof ref === 'string') return values.parameters[ref] ?? pseudoParameter(ref, values.stackId);
  const join = at(value, 'Fn::Join');
  if (isPair(join) && Array.isArray(join[1])) return joined(join[1].map(piece => resolveText(piece, values)), String(join[0]));
  const sub = at(value, 'Fn::Sub');
  if (sub !== undefined) return substituted(sub, values);
  const choice = at(value, 'Fn::If');
  if (Array.isArray(choice) && choice.length === 3) {
    const holds = resolveCondition({ Condition: choice[0] }, values);
    return holds === undefined ? undefined : resolveText(choice[holds ? 1 : 2], values);
  }
  return undefined;
}

/** Whether a condition of the stack's template is true. Undefined if that cannot be known here. */
export function resolveCondition(condition: unknown, values: StackValues, depth = 0): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const resolve = (inner: unknown) => resolveCondition(inner, values, depth + 1);
  const name = at(condition, 'Condition');
  if (typeof name === 'string') return resolve(at(values.conditions, name));
  const equals = at(condition, 'Fn::Equals');
  if (isPair(equals)) {
    const [one, other] = equals.map(side => resolveText(side, values));
    return one === undefined || other === undefined ? undefined : one === other;
  }
  const not = at(condition, 'Fn::Not');
  if (Array.isArray(not)) return negated(resolve(not[0]));
  const and = at(condition, 'Fn::And');
  if (Array.isArray(and)) return every(and.map(resolve));
  const or = at(condition, 'Fn::Or');
  if (Array.isArray(or)) return negated(every(or.map(inner => negated(resolve(inner)))));
  return undefined;
}

/** A regular expression that matches the possible deploy-time values of a text. */
export function patternOf(value: unknown, values: StackValues): RegExp {
  return new RegExp(`^${patternSource(value, values)}$`);
}

/** Conditions may refer to each other. CloudFormation refuses circular references. */
const MAX_DEPTH = 50;

function patternSource(value: unknown, values: StackValues): string {
  const known = resolveText(value, values);
  if (known !== undefined) return known.replace(/[^a-zA-Z0-9_-]/g, '\\$&');
  const join = at(value, 'Fn::Join');
  if (isPair(join) && Array.isArray(join[1])) return join[1].map(piece => patternSource(piece, values)).join(patternSource(join[0], values));
  return '.*';
}

/** `arn:PARTITION:cloudformation:REGION:ACCOUNT:stack/NAME/UUID` */
function pseudoParameter(name: string, stackId: string): string | undefined {
  const [, partition, , region, account, resource] = stackId.split(':');
  switch (name) {
    case 'AWS::StackId': return stackId;
    case 'AWS::StackName': return resource?.split('/')[1];
    case 'AWS::Region': return region;
    case 'AWS::AccountId': return account;
    case 'AWS::Partition': return partition;
    default: return undefined;
  }
}

function substituted(sub: unknown, values: StackValues): string | undefined {
  const [text, variables] = Array.isArray(sub) ? sub : [sub, {}];
  if (typeof text !== 'string') return undefined;
  const pieces = text.split(/(\$\{[^}]+\})/).map(piece => {
    const name = /^\$\{([^}]+)\}$/.exec(piece)?.[1];
    if (name === undefined) return piece;
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    return resolveText(at(variables, name) ?? { Ref: name }, values);
  });
  return joined(pieces, '');
}

function joined(pieces: ReadonlyArray<string | undefined>, separator: string): string | undefined {
  return pieces.includes(undefined) ? undefined : pieces.join(separator);
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function every(values: ReadonlyArray<boolean | undefined>): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

export function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

export function entries(value: unknown): Array<[string, unknown]> {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
