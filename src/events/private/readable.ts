import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * A statement as JSON to copy. Values known only at deploy are written in the syntax of `Fn::Sub`:
 * `${AWS::AccountId}`, `${LogicalId}`, `${LogicalId.Attribute}`.
 */
export function readableStatement(scope: IConstruct, statement: iam.PolicyStatement): string {
  return JSON.stringify(readable(Stack.of(scope).resolve(statement.toStatementJson())));
}

/** A value, with the parts known only at deploy in the syntax of `Fn::Sub`. */
export function readableValue(scope: IConstruct, value: string): string {
  return text(readable(Stack.of(scope).resolve(value)));
}

function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return `\${${value.Ref}}`;
  if ('Fn::GetAtt' in value) return `\${${(value['Fn::GetAtt'] as string[]).join('.')}}`;
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'] as [string, unknown[]];
    return parts.map(part => text(readable(part))).join(separator);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
