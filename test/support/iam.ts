/**
 * Evaluates an identity-based policy like IAM: without an Allow, a call is refused, and a Deny wins.
 *
 * It throws for what it does not support: conditions, NotAction, NotResource.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** A call to AWS, with all resources on which its action must be allowed. */
export interface Access {
  readonly action: string;
  readonly resources: readonly string[];
}

const JUDGED = ['Sid', 'Effect', 'Action', 'Resource'];

/** Whether the statements together allow a call: its action on each of the resources. */
export function allows(statements: readonly Statement[], { action, resources }: Access): boolean {
  for (const statement of statements) {
    const beyond = Object.keys(statement).filter(key => !JUDGED.includes(key));
    if (beyond.length > 0) throw new Error(`cannot judge ${beyond.join(', ')} of ${JSON.stringify(statement)}`);
  }
  const effects = (resource: string) => statements
    .filter(({ Action, Resource }) => some(Action, pattern => matches(action, pattern, 'i')) && some(Resource, pattern => matches(resource, pattern)))
    .map(({ Effect }) => Effect);
  return resources.length > 0 && resources.every(resource => {
    const found = effects(resource);
    return found.includes('Allow') && !found.includes('Deny');
  });
}

/** `*` matches any characters, `?` matches one. Actions are compared case-insensitively, ARNs case-sensitively. */
function matches(value: string, pattern: string, flags = ''): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^]*').replace(/\?/g, '[^]');
  return new RegExp(`^${expression}$`, flags).test(value);
}

function some(values: string | readonly string[], test: (value: string) => boolean): boolean {
  return [values].flat().some(test);
}

/** A resource of a template with resolved intrinsic functions. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
  /** Its name or ARN in AWS. */
  readonly physicalId: string;
}

/** All statements of a role's policies in a template. */
export function statementsOf(resources: readonly Resource[], roleArn: string): Statement[] {
  const role = resources.find(({ Type, physicalId }) => Type === 'AWS::IAM::Role' && roleArn.endsWith(`:role/${physicalId}`));
  if (!role) throw new Error(`there is no role ${roleArn}`);
  for (const property of ['ManagedPolicyArns', 'PermissionsBoundary']) {
    if (property in role.Properties) throw new Error(`cannot judge ${property} of ${roleArn}`);
  }
  const attached = resources.filter(({ Type, Properties }) =>
    ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type) && Properties.Roles?.includes(role.physicalId));
  return [...role.Properties.Policies ?? [], ...attached.map(({ Properties }) => Properties)]
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
