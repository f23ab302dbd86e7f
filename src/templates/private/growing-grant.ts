import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * When a policy outgrows IAM's limits, CDK's roles split it between its statements, never within one. By CDK's estimate
 * of an ARN two such statements fill a managed policy, so that a set of the largest size takes nine of a role's ten.
 */
const RESOURCES_PER_STATEMENT = 18;

/** A permission for resources of which more may come. */
export class GrowingGrant {
  private current: iam.Grant;
  private whole: iam.Grant;
  private count = 0;

  /** @param first resources that come before the others, and are there from the beginning */
  constructor(private readonly grantee: iam.IGrantable, private readonly actions: string[], first: string[]) {
    this.current = this.whole = this.allow(first);
  }

  /** All of it, as far as it has grown. */
  public get grant(): iam.Grant {
    return this.whole;
  }

  public add(resourceArn: string): void {
    if (this.count < RESOURCES_PER_STATEMENT) {
      this.current.principalStatements.forEach(statement => statement.addResources(resourceArn));
    } else {
      this.current = this.allow([resourceArn]);
      this.whole = this.whole.combine(this.current);
      this.count = 0;
    }
    this.count++;
  }

  private allow(resourceArns: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee: this.grantee, actions: this.actions, resourceArns });
  }
}
