import { Construct } from 'constructs';

const CONTEXT_KEY = 'cdk-ses-templates:requireSampleData';

/**
 * What asks for sample data, as messages call it: the construct's own property, or where that says nothing, the CDK's
 * context. Undefined if nothing does.
 *
 * @throws Error for a context that says neither yes nor no
 */
export function whoRequiresSampleData(scope: Construct, prop: boolean | undefined): string | undefined {
  if (prop !== undefined) return prop ? 'requireSampleData' : undefined;
  const value: unknown = scope.node.tryGetContext(CONTEXT_KEY);
  // As strings from the command line: `cdk --context` knows no others.
  if (value === true || value === 'true') return `the context ${CONTEXT_KEY}`;
  if (value === undefined || value === false || value === 'false') return undefined;
  throw new Error(`${scope.node.path}: the context ${CONTEXT_KEY} must be true or false, got: ${JSON.stringify(value)}`);
}
