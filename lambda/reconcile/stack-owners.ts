import { StackDescriber, StackResource } from './ports';
import { at, entries, patternOf, resolveCondition, resolveText, StackValues } from './stack-names';
import { RESOURCE_TYPE } from '../../src/contract/contract';

/** How a resource lets go of a template: an update drops it, the resource itself is deleted, or a rollback deletes it. */
export type Release = 'dropped' | 'deleted' | 'rolled back';

/** The stack as CloudFormation describes it while the resource lets go. */
export interface StackView extends StackValues {
  readonly template: unknown;
  /** Empty where all names are known without them. */
  readonly resources: readonly StackResource[];
}

/**
 * The logical id of the resource that owns a template of this name now, so that another one, which lets go of it, must
 * leave it alone. Undefined: no other.
 *
 * A name that cannot be known here counts for any name of its pattern: a template too many does less harm than a mail
 * that cannot be sent. If the stack's template still shows the name in the very same resource, and no rollback deletes
 * that, the event is not of the operation in progress, or the template not the one in force, and the name stays.
 */
export function ownerOf(name: string, self: string, release: Release, view: StackView): string | undefined {
  const owners = ownersOf(name, view);
  const other = (certain: boolean) => owners.find(owner => owner.logicalId !== self && owner.certain === certain)?.logicalId;
  const ownsItself = owners.some(({ logicalId, certain }) => logicalId === self && certain);

  const certain = other(true);
  if (certain !== undefined) return certain;
  if (ownsItself) return release === 'rolled back' ? undefined : self;
  return other(false);
}

/** Reads as much of the stack as it takes to know its templates' names. */
export async function viewStack(stackId: string, stack: StackDescriber): Promise<StackView> {
  const template = await stack.template();
  const view = { stackId, template, conditions: at(template, 'Conditions'), parameters: {}, resources: [] };
  if (!hasUnknown(view)) return view;
  const withParameters = { ...view, parameters: (await stack.describe()).parameters };
  return hasUnknown(withParameters) ? { ...withParameters, resources: await stack.resources() } : withParameters;
}

/** The logical id of an `AWS::SES::Template` of this name that CloudFormation deletes, now or later, unless its deletion policy retains it. */
export function stackTemplateThatGoes(name: string, view: StackView): string | undefined {
  return view.resources.find(({ type, physicalId, status, logicalId }) =>
    type === SES_TEMPLATE && physicalId === name && !status.startsWith('DELETE_') && !isRetained(name, at(at(view.template, 'Resources'), logicalId), view))?.logicalId;
}

const SES_TEMPLATE = 'AWS::SES::Template';

/** Only what the template in force says counts: of a resource that is no longer in it, the deletion policy cannot be known. */
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
  /** Whether the name is known, or only its pattern. */
  readonly certain: boolean;
}

function ownersOf(name: string, view: StackView): Owner[] {
  return declaredNames(view)
    .filter(({ exact, pattern }) => exact === undefined ? pattern.test(name) : exact === name)
    .map(({ logicalId, exact }) => ({ logicalId, certain: exact !== undefined }));
}

interface DeclaredName {
  readonly logicalId: string;
  readonly exact?: string;
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
        return { logicalId, exact: resolveText(declared, view) ?? deployed, pattern: patternOf(declared, view) };
      });
    });
}

/** A single's physical id is its template's name. */
function physicalName(logicalId: string, { resources }: StackView): string | undefined {
  const resource = resources.find(one => one.logicalId === logicalId);
  return resource && /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(resource.status) ? resource.physicalId : undefined;
}

function templatesResources({ template }: StackView): Array<[string, unknown]> {
  return entries(at(template, 'Resources')).filter(([, resource]) => at(resource, 'Type') === RESOURCE_TYPE);
}

/** Undefined where the resource's condition cannot be known here. */
function isDeployed(resource: unknown, view: StackView): boolean | undefined {
  const condition = at(resource, 'Condition');
  return condition === undefined || resolveCondition({ Condition: condition }, view);
}
