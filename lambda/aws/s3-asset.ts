import { Readable } from 'node:stream';
import { AwsClients } from './clients';
import { adviceOnDenial, AwsCallError } from './errors';
import { readAssetLine, TemplateAsset } from '../../src/contract/contract';
import { Lane } from '../pacing/lane';
import { retry, RetryPolicy } from '../pacing/retry';
import { AssetSource } from '../reconcile/ports';

/** Opens an S3 object for reading. */
export type OpenObject = (bucket: string, key: string) => Promise<Readable>;

export function openObject({ s3 }: AwsClients): OpenObject {
  return async (bucket, key) => {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const { Body: body } = await (await s3()).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return body as Readable;
  };
}

/**
 * The JSON asset, read once, when content is first needed. Each template is kept as bytes and parsed when it is used: the
 * content of a set may be tens of megabytes, and the function's memory cannot hold it in several forms.
 */
export class S3Asset implements AssetSource {
  private content?: Promise<Map<string, Buffer>>;

  constructor(
    private readonly location: { readonly bucket: string; readonly key: string },
    private readonly open: OpenObject,
    private readonly policy: RetryPolicy,
  ) {}

  async template(key: string): Promise<TemplateAsset | undefined> {
    const line = (await (this.content ??= this.load())).get(key);
    return line && readAssetLine(line.toString())?.parse();
  }

  private async load(): Promise<Map<string, Buffer>> {
    const { bucket, key } = this.location;
    const what = `reading the asset s3://${bucket}/${key}`;
    return retry({
      what,
      lane: new Lane(this.policy.clock, 0),
      send: async () => linesOf(await this.open(bucket, key)),
      explain: error => new AwsCallError(what, error, adviceOnDenial(error, DENIAL)),
    }, this.policy);
  }
}

/** The function has no permission to list the bucket. For such a caller, S3 reports a missing object as access denied. */
const DENIAL = 'the function\'s role, its permissions boundary, an organization policy or the bucket\'s policy does not allow this call; '
  + 'or the object does not exist; or the role lacks kms:Decrypt for the bucket\'s encryption key: '
  + 'pass that key as assetEncryptionKey to EmailTemplateProvider.configure()';

/** The line of each template, by key. */
async function linesOf(stream: Readable): Promise<Map<string, Buffer>> {
  const lines = new Map<string, Buffer>();
  for await (const line of splitAtLineFeeds(stream)) {
    const template = readAssetLine(line.toString());
    if (template) lines.set(template.key, line);
  }
  return lines;
}

/** Not with `readline`, which also splits at characters that JSON strings may contain. */
async function* splitAtLineFeeds(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  for await (const chunk of stream) {
    // `Buffer.from` would copy a buffer.
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
