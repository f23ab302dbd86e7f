import { Environment } from './environment';
import { Template, TemplateError } from './template';

/** The values that intrinsic functions refer to. */
export interface Scope {
  readonly template: Template;
  readonly env: Environment;
  readonly stackName: string;
  readonly stackId: string;
  /** A resource's physical id. */
  ref(logicalId: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  importValue(exportName: string): unknown;
}

const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Resolves all intrinsic functions in a value, and omits everything that refers to `AWS::NoValue`.
 *
 * @throws TemplateError if a function is unknown or malformed, or refers to something that does not exist
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const resolved = evaluate(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/**
 * Whether a condition of the template is true.
 *
 * @throws TemplateError if there is no such condition
 */
export function conditionHolds(condition: string, scope: Scope): boolean {
  const expression = scope.template.Conditions?.[condition];
  if (expression === undefined) throw new TemplateError(`Unresolved condition dependency ${condition}`);
  return evaluateCondition(expression, scope);
}

/** The logical names that a value refers to, through Ref, Fn::GetAtt and Fn::Sub, at any depth. */
export function references(value: unknown): Set<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isObject(node)) return;
    for (const [key, argument] of Object.entries(node)) {
      if (key === 'Ref') found.add(String(argument));
      if (key === 'Fn::GetAtt') found.add(attributeOf(argument)[0]);
      if (key === 'Fn::Sub') {
        const [pattern, variables] = substitution(argument);
        for (const name of placeholders(pattern)) if (!(name in variables)) found.add(name.split('.')[0]);
      }
      visit(argument);
    }
  };
  visit(value);
  return found;
}

function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map(item => evaluate(item, scope)).filter(item => item !== NO_VALUE);
  if (!isObject(value)) return value;

  const [key, ...others] = Object.keys(value);
  if (others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::'))) {
    const intrinsic = FUNCTIONS[key];
    if (!intrinsic) throw new TemplateError(`${key} is not supported by the local CloudFormation`);
    return intrinsic(value[key], scope);
  }
  return Object.fromEntries(Object.entries(value)
    .map(([name, item]) => [name, evaluate(item, scope)] as const)
    .filter(([, item]) => item !== NO_VALUE));
}

const FUNCTIONS: Record<string, (argument: unknown, scope: Scope) => unknown> = {
  'Ref': (name, scope) => ref(String(name), scope),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, attribute] = attributeOf(argument);
    return scope.getAtt(logicalId, String(evaluate(attribute, scope)));
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, values] = list('Fn::Join', argument, scope, 2);
    return elements('Fn::Join', values).map(item => text('Fn::Join', item)).join(String(delimiter));
  },
  'Fn::Sub': (argument, scope) => {
    const [pattern, variables] = substitution(argument);
    return pattern.replace(PLACEHOLDER, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      const [logicalId, ...attribute] = name.split('.');
      const value = name in variables ? evaluate(variables[name], scope)
        : attribute.length > 0 ? scope.getAtt(logicalId, attribute.join('.')) : ref(name, scope);
      return text('Fn::Sub', value);
    });
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = list('Fn::Select', argument, scope, 2);
    const value = elements('Fn::Select', values)[Number(index)];
    if (value === undefined) throw new TemplateError(`Fn::Select cannot select nonexistent value at index ${String(index)}`);
    return value;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = list('Fn::Split', argument, scope, 2);
    return text('Fn::Split', source).split(String(delimiter));
  },
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) throw new TemplateError('Fn::If takes a condition and two values');
    return evaluate(conditionHolds(String(argument[0]), scope) ? argument[1] : argument[2], scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list('Fn::FindInMap', argument, scope, 3).map(String);
    const value = scope.template.Mappings?.[map]?.[first]?.[second];
    if (value === undefined) throw new TemplateError(`Unable to get mapping for ${map}::${first}::${second}`);
    return value;
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(text('Fn::ImportValue', evaluate(argument, scope))),
};

function evaluateCondition(expression: unknown, scope: Scope): boolean {
  const [[name, argument] = [undefined, undefined], ...others] = isObject(expression) ? Object.entries(expression) : [];
  if (others.length === 0) {
    switch (name) {
      case 'Condition': return conditionHolds(String(argument), scope);
      case 'Fn::Equals': {
        const [left, right] = list('Fn::Equals', argument, scope, 2);
        return String(left) === String(right);
      }
      case 'Fn::And': return conditions(name, argument).every(item => evaluateCondition(item, scope));
      case 'Fn::Or': return conditions(name, argument).some(item => evaluateCondition(item, scope));
      case 'Fn::Not': return !evaluateCondition(conditions(name, argument)[0], scope);
    }
  }
  throw new TemplateError(`${JSON.stringify(expression)} is not a condition`);
}

function conditions(name: string, argument: unknown): unknown[] {
  if (!Array.isArray(argument) || argument.length === 0) throw new TemplateError(`${name} takes a list of conditions`);
  return argument;
}

function ref(name: string, scope: Scope): unknown {
  switch (name) {
    case 'AWS::NoValue': return NO_VALUE;
    case 'AWS::Region': return scope.env.region;
    case 'AWS::AccountId': return scope.env.accountId;
    case 'AWS::Partition': return scope.env.partition;
    case 'AWS::URLSuffix': return scope.env.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    case 'AWS::StackName': return scope.stackName;
    case 'AWS::StackId': return scope.stackId;
  }
  const parameter = scope.template.Parameters?.[name];
  if (!parameter) return scope.ref(name);
  if (parameter.Default === undefined) {
    throw new TemplateError(`Parameters: [${name}] must have values: the local CloudFormation uses only defaults of parameters`);
  }
  return /^(CommaDelimitedList|List<)/.test(parameter.Type) ? String(parameter.Default).split(',') : String(parameter.Default);
}

function attributeOf(argument: unknown): [logicalId: string, attribute: unknown] {
  if (typeof argument === 'string') {
    const [logicalId, ...attribute] = argument.split('.');
    return [logicalId, attribute.join('.')];
  }
  if (!Array.isArray(argument) || argument.length !== 2) throw new TemplateError('Fn::GetAtt takes a logical id and an attribute');
  return [String(argument[0]), argument[1]];
}

function substitution(argument: unknown): [pattern: string, variables: Record<string, unknown>] {
  if (typeof argument === 'string') return [argument, {}];
  if (Array.isArray(argument) && typeof argument[0] === 'string' && isObject(argument[1])) return [argument[0], argument[1]];
  throw new TemplateError('Fn::Sub takes a string, or a string and its variables');
}

/** `${Name}`, `${Name.Attribute}`; `${!Literal}` means `${Literal}`. */
const PLACEHOLDER = /\$\{(!?)([^}]+)\}/g;

function placeholders(pattern: string): string[] {
  return [...pattern.matchAll(PLACEHOLDER)].filter(([, literal]) => !literal).map(([, , name]) => name);
}

function list(name: string, argument: unknown, scope: Scope, length: number): unknown[] {
  const values = evaluate(argument, scope);
  if (!Array.isArray(values) || values.length !== length) throw new TemplateError(`${name} takes ${length} arguments, got: ${JSON.stringify(argument)}`);
  return values;
}

function elements(name: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`${name} takes a list, got: ${JSON.stringify(value)}`);
  return value;
}

function text(name: string, value: unknown): string {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw new TemplateError(`${name} takes strings, got: ${JSON.stringify(value)}`);
  return String(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
