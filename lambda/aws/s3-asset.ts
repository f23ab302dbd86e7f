import { AwsCallError } from './errors';
import { TemplateAsset, TemplatesAsset } from '../../src/private/contract';
import { Lane } from '../pacing/lane';
import { persist, Persistence, Verdict } from '../pacing/persist';
import { AssetSource } from '../reconcile/ports';

/**
 * How long, in milliseconds, to take a denied read for a permission that is still on its way: each deployment grants
 * the read of its own assets only, moments before it is used, and IAM takes some seconds to know everywhere.
 */
const PERMISSION_PATIENCE = 90_000;

/** The JSON asset, read once and only when content is needed. The client is loaded then, too. */
export class S3Asset implements AssetSource {
  private content?: Promise<Record<string, TemplateAsset>>;

  constructor(private readonly location: { readonly bucket: string; readonly key: string }, private readonly persistence: Persistence) {}

  templates(): Promise<Record<string, TemplateAsset>> {
    return this.content ??= this.read();
  }

  private async read(): Promise<Record<string, TemplateAsset>> {
    const { bucket, key } = this.location;
    const { clock, judge } = this.persistence;
    const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    const client = new S3Client({ maxAttempts: 1, requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 } });
    const patience = clock.now() + PERMISSION_PATIENCE;
    const what = `reading the asset s3://${bucket}/${key}`;
    const patient = (error: unknown): Verdict => {
      const verdict = judge(error);
      return verdict === 'final' && (error as Error).name === 'AccessDenied' && clock.now() < patience ? 'unanswered' : verdict;
    };
    const text = await persist(what, new Lane(clock, 0), { ...this.persistence, judge: patient }, async () => {
      try {
        const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await body!.transformToString('utf-8');
      } catch (error) {
        if (patient(error) !== 'final') throw error;
        throw new AwsCallError(what, error);
      }
    });
    return (JSON.parse(text) as TemplatesAsset).templates;
  }
}
