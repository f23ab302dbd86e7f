import { Stack } from 'aws-cdk-lib';

/** The stack itself, or the outermost stack around a nested one. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
