/** The local AWS: SES's v1 and v2 APIs, S3's GetObject, and operations of CloudFormation, Scheduler, SNS and EventBridge, at one endpoint on 127.0.0.1. */
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { createLocalSes, Faults, LocalSes, LocalSesOptions, LostAnswer } from '../ses';
import { Answer, dropConnection, send } from './answer';
import { answerCloudFormation, CLOUDFORMATION_VERSION, CloudFormationSettings, Stacks } from './cloudformation';
import { answerEventBridge, answerSns, Notifications, SNS_VERSION } from './notifications';
import { parseQuery } from './query';
import { answerS3, Objects } from './s3';
import { answerScheduler, isForScheduler, Schedules } from './scheduler';
import { answerSes, SES_VERSION } from './ses';
import { answerSesV2, SES_V2_PATH } from './ses-v2';

export type { Notifications, PublishedMessage, PutEvent } from './notifications';
export type { Objects } from './s3';
export type { Schedules } from './scheduler';
export type { CloudFormationSettings, StackResource, Stacks, StackSnapshot } from './cloudformation';

export interface LocalAwsOptions {
  /** @default - like SES */
  readonly ses?: LocalSesOptions;
  /** The objects in S3. @default - none */
  readonly objects?: Objects;
  /** The stacks in CloudFormation. @default - none */
  readonly stacks?: Stacks;
  /** The schedules in EventBridge Scheduler. @default - none */
  readonly schedules?: Schedules;
  /** @default - a free port */
  readonly port?: number;
  /** Answers requests that are not for AWS, such as those of a page. Returns whether it does. @default - every request is for AWS */
  readonly handle?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface LocalAws {
  /** The value for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly ses: LocalSes;
  /** Faults of GetObject. A fault's name is the object's key. */
  readonly s3: { readonly faults: Faults };
  readonly cloudFormation: CloudFormationSettings;
  /** What was sent to SNS and EventBridge. */
  readonly notifications: Notifications;
  /** Closes all connections and frees the port. */
  close(): Promise<void>;
}

/** Enough for the largest mail, which has 40 MB, in base64. */
const MAX_BODY_BYTES = 60 * 1024 * 1024;

/** The SDK reuses connections. One that closes while a call is in progress would look like a fault. */
const KEEP_ALIVE_MS = 10 * 60 * 1_000;

export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const ses = createLocalSes(options.ses);
  const s3 = { faults: new Faults() };
  const cloudFormation: CloudFormationSettings = { faults: new Faults(), templateFormat: 'JSON' };
  const notifications = new Notifications();
  const server = createServer((request, response) => {
    if (options.handle?.(request, response)) return;
    answer(request).then(
      whole => send(response, whole),
      (error: unknown) => {
        if (error instanceof LostAnswer) dropConnection(response, error.how);
        else send(response, plain(500, String(error)));
      },
    );
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ses,
    s3,
    cloudFormation,
    notifications,
    close: () => new Promise((resolve, reject) => {
      server.close(error => error ? reject(error) : resolve());
      server.closeAllConnections();
    }),
  };

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (isForScheduler(request.url!)) return answerScheduler(options.schedules ?? none, request.url!);
    const [path] = request.url!.split('?', 1);
    if (path.startsWith(SES_V2_PATH)) {
      const body = await bodyOf(request);
      return body === undefined ? tooLarge() : answerSesV2(ses, request.method!, request.url!, body);
    }
    if (path !== '/') return answerS3(options.objects ?? none, s3.faults, request.method!, path);
    const form = await bodyOf(request);
    if (form === undefined) return tooLarge();
    const target = request.headers['x-amz-target'];
    if (target !== undefined) return answerEventBridge(notifications, String(target), form);
    const query = parseQuery(form);
    switch (query.version) {
      case SES_VERSION: return answerSes(ses, query);
      case SNS_VERSION: return answerSns(notifications, query);
      case CLOUDFORMATION_VERSION: return answerCloudFormation(options.stacks ?? none, cloudFormation, query);
      default: return plain(400, `The local AWS has no API of version "${query.version}".`);
    }
  }
}

const none = () => undefined;

const plain = (status: number, message: string): Answer => ({ status, headers: { 'content-type': 'text/plain' }, body: message });

const tooLarge = () => plain(413, `The body exceeds ${MAX_BODY_BYTES} bytes.`);

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if ((bytes += chunk.length) <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString() : undefined;
}
