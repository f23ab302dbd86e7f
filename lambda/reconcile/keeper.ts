import { RESOURCE_TYPE } from '../../src/private/contract';

/** How a resource lets go of a template: an update drops it, or the resource itself is deleted. */
export type Parting = 'dropped' | 'deleted';

/**
 * The logical id of the resource that has a template of this name by the stack's template, so that another one, which
 * lets go of it, must leave it alone. Undefined: nobody's.
 *
 * A name that is known only when deployed counts for any name of its form: a template too many does less harm than a
 * mail that cannot be sent. The resource itself keeps what it has by the stack's template. That is contrary to a drop:
 * then CloudFormation shows a template other than the one that it is deploying, and nothing may be concluded from it.
 */
export function keeperOf(name: string, self: string, parting: Parting, stackTemplate: unknown): string | undefined {
  const owners = ownersOf(name, stackTemplate);
  const other = (exact: boolean) => owners.find(owner => owner.logicalId !== self && owner.exact === exact)?.logicalId;
  const own = owners.filter(({ logicalId }) => logicalId === self);

  const certain = other(true);
  if (certain !== undefined) return certain;
  if (parting === 'deleted' && own.length > 0) return undefined;
  if (own.some(({ exact }) => exact)) return self;
  return other(false);
}

interface Owner {
  readonly logicalId: string;
  /** Whether the name is known, or only its form. */
  readonly exact: boolean;
}

function ownersOf(name: string, stackTemplate: unknown): Owner[] {
  const owners: Owner[] = [];
  for (const [logicalId, resource] of entries(at(stackTemplate, 'Resources'))) {
    if (at(resource, 'Type') !== RESOURCE_TYPE) continue;
    for (const [, template] of entries(at(at(resource, 'Properties'), 'Templates'))) {
      const declared = at(template, 'Name');
      const exact = typeof declared === 'string';
      if (exact ? declared === name : new RegExp(`^${formOf(declared)}$`).test(name)) owners.push({ logicalId, exact });
    }
  }
  return owners;
}

/** What a name looks like, as a regular expression: CDK writes texts with values between as Fn::Join. */
function formOf(name: unknown): string {
  if (typeof name === 'string') return name.replace(/[^a-zA-Z0-9_-]/g, '\\$&');
  const join = at(name, 'Fn::Join');
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map(formOf).join(formOf(join[0]));
  return '.*';
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function entries(value: unknown): Array<[string, unknown]> {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
