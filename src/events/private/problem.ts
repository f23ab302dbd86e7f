import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A rule that a value breaks. Every error reads `PATH: PROPERTY must RULE, got: VALUE; REMEDY`. */
export interface Problem {
  readonly property: string;
  /** What the property must do or be, as the words after `must`. */
  readonly must: string;
  readonly got: string | number | boolean;
  readonly remedy?: string;
}

/** Throws if there is a problem, naming the construct it was found in. */
export function failOn(scope: IConstruct, problem: Problem | undefined): void {
  if (problem) throw new Error(`${scope.node.path}: ${sentence(problem)}`);
}

/** A problem as users read it, without the path of a construct. */
export function sentence({ property, must, got, remedy }: Problem): string {
  return `${property} must ${must}, got: ${got}${remedy === undefined ? '' : `; ${remedy}`}`;
}

/** The value if it is known at synth, or `undefined` for a token. */
export function literal<T>(value: T | undefined): T | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

/** Whether two values are known to differ. */
export function differ(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}
