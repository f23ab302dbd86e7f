import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * When a policy exceeds IAM's limits, CDK splits it between statements, never within one. By CDK's estimate of an ARN's length, two
 * such statements fill a managed policy, so the largest set needs nine of the ten policies that a role can have.
 */
const RESOURCES_PER_STATEMENT = 18;

/** A permission to which resources can be added. */
export class GrowingGrant {
  private current: iam.Grant;
  private whole: iam.Grant;
  private count = 0;

  /** @param first resources that are included from the beginning */
  constructor(private readonly grantee: iam.IGrantable, private readonly actions: string[], first: string[]) {
    this.current = this.whole = this.allow(first);
  }

  /** The permission for all resources so far. */
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
