import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { outermost } from './outermost';
import { memo } from '../../language';

/** Holds an app's names, for every copy of this package in the app. */
const NAMES = Symbol.for('cdk-ses-templates.templateNames');

/** The paths of templates by name, in each environment. */
type Names = Map<string, Map<string, string>>;

/**
 * Reserves a template name for a construct, or returns why it cannot: another one of the app has it in the same account and
 * Region, and both would deploy one template.
 *
 * @param path the construct's, as messages name it
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

/** The names of all templates that the app has in the account and Region of a stack, as far as synthesis knows them. */
export function claimedNames(stack: Stack): string[] {
  return [...namesOf(stack.node.root).get(environmentOf(stack))?.keys() ?? []];
}

/** Stacks without an account or a Region can be deployed to different ones; nested stacks go where their parent goes. */
function environmentOf(stack: Stack): string {
  const isKnown = !Token.isUnresolved(stack.account) && !Token.isUnresolved(stack.region);
  return isKnown ? `${stack.account}/${stack.region}` : outermost(stack).node.path;
}

function namesOf(root: IConstruct): Names {
  const holder = root as IConstruct & { [NAMES]?: Names };
  if (!holder[NAMES]) Object.defineProperty(holder, NAMES, { value: new Map() });
  return holder[NAMES]!;
}
