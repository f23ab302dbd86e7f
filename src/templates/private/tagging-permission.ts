import { Names } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IDependable } from 'constructs';

/** The operations of the v2 API accept the ARNs of templates, unlike those of v1. */
const ACTIONS = ['ses:ListTagsForResource', 'ses:TagResource', 'ses:UntagResource'];

/** A managed policy has at most 6,144 characters, and the ARN of a template up to 122. */
const ARNS_PER_POLICY = 48;

/** IAM's limit. */
const MAX_POLICY_NAME_LENGTH = 128;

/**
 * The permission to tag the templates of a stack, each by its ARN, which is there only if one of them has tags.
 *
 * It is in policies of its own. When the last tag goes, CloudFormation deletes them after it has updated the templates: until then the
 * function can remove their tags. For the same reason, the policies name templates without tags, too.
 */
export class TaggingPermission {
  private readonly conditions = new Set<() => boolean>();
  private policy?: IDependable;
  private statement = newStatement();
  private policies = 0;
  private count = 0;

  constructor(private readonly scope: Construct, private readonly role: iam.IRole) {}

  /**
   * Adds a template.
   *
   * @param isNeeded whether a template of its resource has tags; called when the tags are final
   * @returns what must be deployed before the function is called
   */
  public add(templateArn: string, isNeeded: () => boolean): IDependable {
    this.conditions.add(isNeeded);
    if (!this.policy || (this.count === ARNS_PER_POLICY && iam.Role.isRole(this.role))) this.policy = this.newPolicy();
    this.statement.addResources(templateArn);
    this.count++;
    return this.policy;
  }

  private newPolicy(): IDependable {
    const id = `Tagging${++this.policies}`;
    const isNeeded = () => [...this.conditions].some(condition => condition());
    this.count = 0;
    this.statement = newStatement();
    if (iam.Role.isRole(this.role)) {
      const policyDocument = new iam.PolicyDocument({ statements: [this.statement] });
      return new ConditionalManagedPolicy(this.scope, id, { policyDocument, roles: [this.role.roleName] }, isNeeded);
    }
    // An imported role decides for itself whether it can have policies of this stack.
    const policy = new ConditionalPolicy(this.scope, id, this.statement, isNeeded);
    this.role.attachInlinePolicy(policy);
    return policy;
  }
}

class ConditionalManagedPolicy extends iam.CfnManagedPolicy {
  constructor(scope: Construct, id: string, props: iam.CfnManagedPolicyProps, private readonly isNeeded: () => boolean) {
    super(scope, id, props);
  }

  protected shouldSynthesize(): boolean {
    return this.isNeeded();
  }
}

class ConditionalPolicy extends iam.Policy {
  private readonly name: string;

  constructor(scope: Construct, id: string, statement: iam.PolicyStatement, isNeeded: () => boolean) {
    const policyName = `${Names.uniqueId(scope)}${id}`.slice(-MAX_POLICY_NAME_LENGTH);
    super(scope, id, { policyName, document: new ConditionalDocument(statement, isNeeded) });
    this.name = policyName;
  }

  /** A role asks for the name when the policy is attached, after which `iam.Policy` would insist on being deployed. */
  public get policyName(): string {
    return this.name;
  }
}

/** Counts as empty when it is not needed, so that `iam.Policy` is not deployed. */
class ConditionalDocument extends iam.PolicyDocument {
  constructor(statement: iam.PolicyStatement, private readonly isNeeded: () => boolean) {
    super({ statements: [statement] });
  }

  public get isEmpty(): boolean {
    return !this.isNeeded();
  }
}

function newStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ACTIONS });
}
