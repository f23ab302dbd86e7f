import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Fails the synth when there is a problem, and says where. */
export function refuse(scope: IConstruct, problem: string | undefined): void {
  if (problem !== undefined) throw new Error(`${scope.node.path}: ${problem}`);
}

/** The value where it is known at synth; a token can only be checked by the deployment. */
export function literal<T>(value: T | undefined): T | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

/** Whether two values are known to differ. */
export function differ(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}
