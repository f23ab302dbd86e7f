import { StackDescriber, StackResource } from './ports';
import { at, entries, patternOf, resolveCondition, resolveText, StackValues } from './stack-names';
import { RESOURCE_TYPE } from '../../src/contract/contract';

/** How a resource releases a template: an update drops it, the resource is deleted, or a rollback deletes it. */
export type Release = 'dropped' | 'deleted' | 'rolled back';

/** The stack's state at the moment when the resource releases templates. */
export interface StackView extends StackValues {
  readonly template: unknown;
  /** Empty if all names are known without them. */
  readonly resources: readonly StackResource[];
}

/**
 * The logical id of the resource that now owns a template of this name. The releasing resource must then leave the template
 * alone. Undefined if no resource owns it.
 *
 * A name that cannot be known here matches every name of its pattern: keeping one template too many is better than breaking
 * mail. If the stack's template still declares the name in the releasing resource, and this is not a rollback, then the
 * event does not belong to the operation in progress, or that template is not in force. The template is kept.
 */
export function ownerOf(name: string, self: string, release: Release, view: StackView): string | undefined {
  const owners = ownersOf(name, self, release, view);
  const other = (certain: boolean) => owners.find(owner => owner.logicalId !== self && owner.certain === certain)?.logicalId;
  const ownsItself = owners.some(({ logicalId, certain }) => logicalId === self && certain);

  const certain = other(true);
  if (certain !== undefined) return certain;
  if (ownsItself) return release === 'rolled back' ? undefined : self;
  return other(false);
}

/** Reads as much of the stack as is needed to know the names of its email templates. */
export async function viewStack(stackId: string, stack: StackDescriber): Promise<StackView> {
  const template = await stack.template();
  const view = { stackId, template, conditions: at(template, 'Conditions'), parameters: {}, resources: [] };
  if (!hasUnknown(view)) return view;
  const withParameters = { ...view, parameters: (await stack.describe()).parameters };
  return hasUnknown(withParameters) ? { ...withParameters, resources: await stack.resources() } : withParameters;
}

/** The logical id of an `AWS::SES::Template` of this name that CloudFormation deletes now or later. Undefined if there is none, or its deletion policy retains it. */
export function stackTemplateThatGoes(name: string, view: StackView): string | undefined {
  return view.resources.find(({ type, physicalId, status, logicalId }) =>
    type === SES_TEMPLATE && physicalId === name && !status.startsWith('DELETE_') && !isRetained(name, at(at(view.template, 'Resources'), logicalId), view))?.logicalId;
}

const SES_TEMPLATE = 'AWS::SES::Template';

/** Only the template in force counts. The deletion policy of a resource that is no longer in it cannot be known. */
function isRetained(name: string, resource: unknown, view: StackView): boolean {
  const declared = at(at(at(resource, 'Properties'), 'Template'), 'TemplateName');
  return at(resource, 'Type') === SES_TEMPLATE
    && /^Retain/.test(String(at(resource, 'DeletionPolicy')))
    && (declared === undefined || patternOf(declared, view).test(name));
}

function hasUnknown(view: StackView): boolean {
  return templatesResources(view).some(([, resource]) => isDeployed(resource, view) === undefined)
    || declaredNames(view).some(({ exact }) => exact === undefined);
}

interface Owner {
  readonly logicalId: string;
  /** Whether the exact name is known, not only its pattern. */
  readonly certain: boolean;
}

function ownersOf(name: string, self: string, release: Release, view: StackView): Owner[] {
  return declaredNames(view)
    .map(({ mayChange, exact, ...rest }) => ({ ...rest, exact: mayChange && release === 'dropped' && rest.logicalId !== self ? undefined : exact }))
    .filter(({ exact, pattern }) => exact === undefined ? pattern.test(name) : exact === name)
    .map(({ logicalId, exact }) => ({ logicalId, certain: exact !== undefined }));
}

interface DeclaredName {
  readonly logicalId: string;
  readonly exact?: string;
  /** Whether an update that is still to come may give the resource another name, under which it adopts a template. */
  readonly mayChange: boolean;
  readonly pattern: RegExp;
}

function declaredNames(view: StackView): DeclaredName[] {
  return templatesResources(view)
    .filter(([, resource]) => isDeployed(resource, view) !== false)
    .flatMap(([logicalId, resource]) => {
      const properties = at(resource, 'Properties');
      const deployed = at(properties, 'Identity') === 'TemplateName' ? physicalName(logicalId, view) : undefined;
      return entries(at(properties, 'Templates')).map(([, template]) => {
        const declared = at(template, 'Name');
        const known = resolveText(declared, view);
        const mayChange = known === undefined && at(properties, 'ConflictPolicy') === 'ADOPT';
        return { logicalId, exact: known ?? deployed, mayChange, pattern: patternOf(declared, view) };
      });
    });
}

/** The physical id of a single template is its name. */
function physicalName(logicalId: string, { resources }: StackView): string | undefined {
  const resource = resources.find(one => one.logicalId === logicalId);
  return resource && /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(resource.status) ? resource.physicalId : undefined;
}

function templatesResources({ template }: StackView): Array<[string, unknown]> {
  return entries(at(template, 'Resources')).filter(([, resource]) => at(resource, 'Type') === RESOURCE_TYPE);
}

/** Undefined if the resource's condition cannot be known here. */
function isDeployed(resource: unknown, view: StackView): boolean | undefined {
  const condition = at(resource, 'Condition');
  return condition === undefined || resolveCondition({ Condition: condition }, view);
}
