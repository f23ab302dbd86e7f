import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { outermost } from './outermost';
import { memo } from '../../language';

/** The key of an app's template names, shared by all copies of this package. */
const NAMES = Symbol.for('cdk-ses-templates.templateNames');

/** The paths of templates by name, in each environment. */
type Names = Map<string, Map<string, string>>;

/**
 * Reserves a template name for a construct, or returns the problem that another construct of the app already has it in the same account
 * and Region, so that both would deploy the same template.
 *
 * @param path the path of the construct, for messages
 */
export function claimName(stack: Stack, name: string, path: string): string | undefined {
  if (Token.isUnresolved(name)) return undefined;
  const paths = memo(namesOf(stack.node.root), environmentOf(stack), () => new Map<string, string>());
  const other = paths.get(name);
  if (other !== undefined && other !== path) {
    return `${path}: templateName must differ from those of the app's other templates in the same account and Region, got: ${JSON.stringify(name)}, the name of ${other}`;
  }
  paths.set(name, path);
  return undefined;
}

/** The names of the app's templates in the account and Region of a stack, except names that are known only at deployment. */
export function claimedNames(stack: Stack): string[] {
  return [...namesOf(stack.node.root).get(environmentOf(stack))?.keys() ?? []];
}

/** Stacks without an account or a Region may be deployed to different ones; nested stacks are deployed with their parents. */
function environmentOf(stack: Stack): string {
  const isKnown = !Token.isUnresolved(stack.account) && !Token.isUnresolved(stack.region);
  return isKnown ? `${stack.account}/${stack.region}` : outermost(stack).node.path;
}

function namesOf(root: IConstruct): Names {
  const holder = root as IConstruct & { [NAMES]?: Names };
  if (!holder[NAMES]) Object.defineProperty(holder, NAMES, { value: new Map() });
  return holder[NAMES]!;
}
