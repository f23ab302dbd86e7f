import { AwsCallError } from './errors';
import { TemplateAsset, TemplatesAsset } from '../../src/private/contract';
import { Lane } from '../pacing/lane';
import { persist, Persistence, Verdict } from '../pacing/persist';
import { AssetSource } from '../reconcile/ports';

/** Reads an object of S3 as text. */
export type ReadObject = (bucket: string, key: string) => Promise<string>;

/** Loads the client when it is first used: most deployments that change nothing never do. */
export const readObject: ReadObject = async (bucket, key) => {
  const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ maxAttempts: 1, requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 } });
  const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return body!.transformToString('utf-8');
};

/**
 * How long, in milliseconds, to take a denied read for a permission that is still on its way: each deployment grants
 * the read of its own assets only, moments before it is used, and IAM takes some seconds to know everywhere.
 */
const PERMISSION_PATIENCE = 90_000;

/** The JSON asset, read once and only when content is needed. */
export class S3Asset implements AssetSource {
  private content?: Promise<Record<string, TemplateAsset>>;

  constructor(
    private readonly location: { readonly bucket: string; readonly key: string },
    private readonly persistence: Persistence,
    private readonly read: ReadObject = readObject,
  ) {}

  templates(): Promise<Record<string, TemplateAsset>> {
    return this.content ??= this.load();
  }

  private async load(): Promise<Record<string, TemplateAsset>> {
    const { bucket, key } = this.location;
    const { clock, judge } = this.persistence;
    const patience = clock.now() + PERMISSION_PATIENCE;
    const patient = (error: unknown): Verdict => {
      const denied = (error as Error).name === 'AccessDenied';
      return denied && clock.now() < patience ? 'unanswered' : judge(error);
    };
    const what = `reading the asset s3://${bucket}/${key}`;
    const text = await persist(what, new Lane(clock, 0), { ...this.persistence, judge: patient }, async () => {
      try {
        return await this.read(bucket, key);
      } catch (error) {
        if (patient(error) !== 'final') throw error;
        throw new AwsCallError(what, error);
      }
    });
    return (JSON.parse(text) as TemplatesAsset).templates;
  }
}
