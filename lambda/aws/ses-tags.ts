import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { AwsClients } from './clients';
import { adviceOnDenial, AwsCallError } from './errors';
import type * as bundled from './sesv2';
import { Lanes } from '../pacing/lane';
import { retry, RetryPolicy } from '../pacing/retry';
import { TagStore } from '../reconcile/ports';

/** The part of the SDK that is bundled. */
type Sdk = Pick<typeof import('@aws-sdk/client-sesv2'), keyof typeof bundled>;

/** The operations of the v2 API that are called. Each has a lane. */
export type TagOperation = 'ListTagsForResource' | 'TagResource' | 'UntagResource';

/** The tags of templates, accessed with the v2 API: the v1 API has none (docs/ses-facts.md#tags). */
export class SesTags implements TagStore {
  constructor(
    private readonly clients: AwsClients,
    private readonly lanes: Lanes<TagOperation>,
    private readonly policy: RetryPolicy,
    private readonly arnOf: (name: string) => string,
    /** Runs before each attempt to write. It throws to prevent the attempt. */
    private readonly beforeWrite: () => Promise<void> = async () => {},
  ) {}

  async listTags(name: string): Promise<ReadonlyMap<string, string> | 'gone'> {
    return this.call('ListTagsForResource', name, async (client, { ListTagsForResourceCommand }) => {
      const { Tags: tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn: this.arnOf(name) }));
      return new Map(tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
    });
  }

  async setTags(name: string, tags: ReadonlyMap<string, string>): Promise<'done' | 'gone'> {
    return this.call('TagResource', name, async (client, { TagResourceCommand }) => {
      await client.send(new TagResourceCommand({ ResourceArn: this.arnOf(name), Tags: Array.from(tags, ([Key, Value]) => ({ Key, Value })) }));
      return 'done' as const;
    });
  }

  async removeTags(name: string, keys: readonly string[]): Promise<'done' | 'gone'> {
    return this.call('UntagResource', name, async (client, { UntagResourceCommand }) => {
      await client.send(new UntagResourceCommand({ ResourceArn: this.arnOf(name), TagKeys: [...keys] }));
      return 'done' as const;
    });
  }

  private async call<T>(operation: TagOperation, name: string, send: (client: SESv2Client, sdk: Sdk) => Promise<T>): Promise<T | 'gone'> {
    const sdk: Sdk = await import('@aws-sdk/client-sesv2');
    const client = await this.clients.sesV2();
    const what = `${operation} of '${name}'`;
    const writes = operation !== 'ListTagsForResource';
    return retry<T | 'gone'>({
      what,
      lane: this.lanes.of(operation),
      writes,
      beforeAttempt: writes ? this.beforeWrite : undefined,
      send: async () => {
        try {
          return await send(client, sdk);
        } catch (error) {
          if ((error as Error).name === 'NotFoundException') return 'gone';
          throw error;
        }
      },
      explain: error => new AwsCallError(what, error, adviceOnDenial(error)),
    }, this.policy);
  }
}

/** Returns a function for the ARNs of the templates in the account and Region of a stack. */
export function templateArns(stackId: string): (name: string) => string {
  const [, partition, , region, account] = stackId.split(':');
  return name => `arn:${partition}:ses:${region}:${account}:template/${name}`;
}
