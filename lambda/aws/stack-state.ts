import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { AwsCallError } from './errors';
import { Lane } from '../pacing/lane';
import { retry, RetryPolicy } from '../pacing/retry';
import { StackState } from '../reconcile/ports';

type Sdk = typeof import('@aws-sdk/client-cloudformation');

/** Arises when the stack was not deployed from the JSON that CDK writes. */
export class TemplateFormatError extends Error {
  constructor(cause: unknown) {
    super('the stack\'s template is not in JSON, so it cannot be told which templates it has; deploy the JSON that "cdk synth" puts into cdk.out', { cause });
    this.name = 'TemplateFormatError';
  }
}

/** The stack's state by CloudFormation's own word. The client is loaded when it is first asked for. */
export class DescribedStack implements StackState {
  constructor(private readonly stackId: string, private readonly policy: RetryPolicy) {}

  async rollingBack(): Promise<boolean> {
    const { Stacks: stacks } = await this.ask('state', async (client, { DescribeStacksCommand }) =>
      client.send(new DescribeStacksCommand({ StackName: this.stackId })));
    return /ROLLBACK/.test(stacks?.[0]?.StackStatus ?? '');
  }

  async template(): Promise<unknown> {
    const { TemplateBody: body } = await this.ask('template', async (client, { GetTemplateCommand }) =>
      client.send(new GetTemplateCommand({ StackName: this.stackId })));
    try {
      return JSON.parse(body ?? '');
    } catch (error) {
      throw new TemplateFormatError(error);
    }
  }

  private async ask<T>(subject: string, send: (client: CloudFormationClient, sdk: Sdk) => Promise<T>): Promise<T> {
    const sdk = await import('@aws-sdk/client-cloudformation');
    const client = new sdk.CloudFormationClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 } });
    const what = `asking CloudFormation for the ${subject} of ${this.stackId}`;
    return retry(what, new Lane(this.policy.clock, 0), this.policy, async () => {
      try {
        return await send(client, sdk);
      } catch (error) {
        if (this.policy.classify(error) !== 'final') throw error;
        throw new AwsCallError(what, error);
      }
    });
  }
}
