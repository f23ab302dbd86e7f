import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { AwsClients } from './clients';
import { adviceOnDenial, AwsCallError } from './errors';
import { Lane } from '../pacing/lane';
import { retry, RetryPolicy } from '../pacing/retry';
import { StackDescriber, StackDescription, StackEvent, StackResource } from '../reconcile/ports';

type Sdk = typeof import('@aws-sdk/client-cloudformation');

/** Describes the stack with CloudFormation's API. */
export class DescribedStack implements StackDescriber {
  constructor(private readonly stackId: string, private readonly clients: AwsClients, private readonly policy: RetryPolicy) {}

  async describe(stackId: string = this.stackId): Promise<StackDescription> {
    const { Stacks: stacks = [] } = await this.ask('state', async (client, { DescribeStacksCommand }) =>
      client.send(new DescribeStacksCommand({ StackName: stackId })));
    const [stack] = stacks;
    return {
      status: stack?.StackStatus ?? '',
      lastUpdated: stack?.LastUpdatedTime ?? stack?.CreationTime,
      rootId: stack?.RootId,
      parameters: Object.fromEntries((stack?.Parameters ?? []).flatMap(({ ParameterKey: key, ParameterValue: value, ResolvedValue: resolved }) =>
        key === undefined || value === undefined || value === HIDDEN ? [] : [[key, resolved ?? value]])),
    };
  }

  async template(): Promise<unknown> {
    const { TemplateBody: body } = await this.ask('template', async (client, { GetTemplateCommand }) =>
      client.send(new GetTemplateCommand({ StackName: this.stackId })));
    return parseTemplate(body ?? '');
  }

  async resources(): Promise<StackResource[]> {
    const resources: StackResource[] = [];
    let token: string | undefined;
    do {
      const { StackResourceSummaries: page = [], NextToken: next } = await this.ask('resources', async (client, { ListStackResourcesCommand }) =>
        client.send(new ListStackResourcesCommand({ StackName: this.stackId, NextToken: token })));
      resources.push(...page.map(({ LogicalResourceId, PhysicalResourceId, ResourceType, ResourceStatus }) => ({
        logicalId: LogicalResourceId ?? '', physicalId: PhysicalResourceId, type: ResourceType ?? '', status: ResourceStatus ?? '',
      })));
      token = next;
    } while (token !== undefined);
    return resources;
  }

  async* history(): AsyncGenerator<StackEvent> {
    let token: string | undefined;
    do {
      const { StackEvents: page = [], NextToken: next } = await this.ask('events', async (client, { DescribeStackEventsCommand }) =>
        client.send(new DescribeStackEventsCommand({ StackName: this.stackId, NextToken: token })));
      for (const { Timestamp: at, LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceStatus: status } of page) {
        // A nested stack is a resource of the same type, with its own id.
        if (at && status) yield { at, logicalId: physicalId === this.stackId ? undefined : logicalId, status };
      }
      token = next;
    } while (token !== undefined);
  }

  private async ask<T>(subject: string, send: (client: CloudFormationClient, sdk: Sdk) => Promise<T>): Promise<T> {
    const sdk = await import('@aws-sdk/client-cloudformation');
    const client = await this.clients.cloudFormation();
    const what = `asking CloudFormation for the ${subject} of ${this.stackId}`;
    return retry({
      what,
      lane: new Lane(this.policy.clock, 0),
      send: async () => send(client, sdk),
      explain: error => new AwsCallError(what, error, adviceOnDenial(error)),
    }, this.policy);
  }
}

/** The value that CloudFormation returns for a parameter with NoEcho. */
const HIDDEN = '****';

/**
 * CDK writes JSON, but the CDK CLI sends YAML for stacks of the legacy synthesizer, `cdk import` and `cdk orphan`. The short
 * forms of intrinsic functions, which CDK tools never write, are parsed as plain values: names that use them count as unknown.
 */
async function parseTemplate(body: string): Promise<unknown> {
  if (/^\s*[{]/.test(body)) return JSON.parse(body);
  const { parse } = await import('yaml');
  return parse(body, { logLevel: 'error', maxAliasCount: -1 });
}
