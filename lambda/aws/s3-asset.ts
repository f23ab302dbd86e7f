import { Readable } from 'node:stream';
import { AwsCallError } from './errors';
import { readAssetLine, TemplateAsset } from '../../src/private/contract';
import { Lane } from '../pacing/lane';
import { ErrorKind, retry, RetryPolicy } from '../pacing/retry';
import { AssetSource } from '../reconcile/ports';

/** Opens an object of S3 for reading. */
export type OpenObject = (bucket: string, key: string) => Promise<Readable>;

/** Loads the client when it is first used: most deployments that change nothing never do. */
export const openObject: OpenObject = async (bucket, key) => {
  const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ maxAttempts: 1, requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 } });
  const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return body as Readable;
};

/**
 * How long, in milliseconds, to take a denied read for a permission that is still on its way: each deployment grants
 * the read of its own assets only, moments before it is used, and IAM takes some seconds to know everywhere.
 */
const PERMISSION_PATIENCE = 90_000;

/**
 * The JSON asset, read once and only when content is needed. It is kept as bytes, a template each, and parsed when its
 * turn comes: the content of a set may be tens of megabytes, which the function cannot hold in several forms.
 */
export class S3Asset implements AssetSource {
  private content?: Promise<Map<string, Buffer>>;

  constructor(
    private readonly location: { readonly bucket: string; readonly key: string },
    private readonly policy: RetryPolicy,
    private readonly open: OpenObject = openObject,
  ) {}

  async template(key: string): Promise<TemplateAsset | undefined> {
    const line = (await (this.content ??= this.load())).get(key);
    return line && readAssetLine(line.toString())?.parse();
  }

  private async load(): Promise<Map<string, Buffer>> {
    const { bucket, key } = this.location;
    const { clock, classify } = this.policy;
    const patience = clock.now() + PERMISSION_PATIENCE;
    const patient = (error: unknown): ErrorKind => {
      const denied = (error as Error).name === 'AccessDenied';
      return denied && clock.now() < patience ? 'unanswered' : classify(error);
    };
    const what = `reading the asset s3://${bucket}/${key}`;
    const send = async () => {
      try {
        return await linesOf(await this.open(bucket, key));
      } catch (error) {
        if (patient(error) !== 'final') throw error;
        throw new AwsCallError(what, error);
      }
    };
    return retry({ what, lane: new Lane(clock, 0), send }, { ...this.policy, classify: patient });
  }
}

/** Each template's line, by its key. */
async function linesOf(stream: Readable): Promise<Map<string, Buffer>> {
  const lines = new Map<string, Buffer>();
  for await (const line of splitAtLineFeeds(stream)) {
    const template = readAssetLine(line.toString());
    if (template) lines.set(template.key, line);
  }
  return lines;
}

/** By bytes: `readline` splits at characters that may stand in JSON's strings, too. */
async function* splitAtLineFeeds(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  for await (const chunk of stream) {
    // Not `Buffer.from` of a buffer, which copies it.
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end; (end = bytes.indexOf('\n', start)) >= 0; start = end + 1) {
      yield Buffer.concat([...pieces, bytes.subarray(start, end)]);
      pieces = [];
    }
    pieces.push(bytes.subarray(start));
  }
  yield Buffer.concat(pieces);
}
