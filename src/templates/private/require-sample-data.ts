import { Construct } from 'constructs';

const CONTEXT_KEY = 'cdk-ses-templates:requireSampleData';

/**
 * Names the setting that requires sample data, for messages: the construct's own property or, if that is undefined, the CDK context.
 * Undefined if neither requires it.
 *
 * @throws Error for a context value that is neither true nor false
 */
export function settingThatRequiresSampleData(scope: Construct, prop: boolean | undefined): string | undefined {
  if (prop !== undefined) return prop ? 'requireSampleData' : undefined;
  const value: unknown = scope.node.tryGetContext(CONTEXT_KEY);
  // On the command line, `cdk --context` passes only strings.
  if (value === true || value === 'true') return `the context ${CONTEXT_KEY}`;
  if (value === undefined || value === false || value === 'false') return undefined;
  throw new Error(`${scope.node.path}: the context ${CONTEXT_KEY} must be true or false, got: ${JSON.stringify(value)}`);
}
