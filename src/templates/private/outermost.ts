import { Stack } from 'aws-cdk-lib';

/** The stack itself, or if it is nested, the one that it is in at last. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
