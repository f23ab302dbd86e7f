import { AwsCallError } from './errors';
import { Lane } from '../pacing/lane';
import { persist, Persistence } from '../pacing/persist';
import { StackState } from '../reconcile/ports';

/** The stack's state by CloudFormation's own word. The client is loaded when it is first asked for. */
export class DescribedStack implements StackState {
  constructor(private readonly stackId: string, private readonly persistence: Persistence) {}

  async rollingBack(): Promise<boolean> {
    const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
    const client = new CloudFormationClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 } });
    const what = `asking CloudFormation for the state of ${this.stackId}`;
    const { Stacks: stacks } = await persist(what, new Lane(this.persistence.clock, 0), this.persistence, async () => {
      try {
        return await client.send(new DescribeStacksCommand({ StackName: this.stackId }));
      } catch (error) {
        if (this.persistence.judge(error) !== 'final') throw error;
        throw new AwsCallError(what, error);
      }
    });
    return /ROLLBACK/.test(stacks?.[0]?.StackStatus ?? '');
  }
}
