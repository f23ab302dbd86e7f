import { SESClient } from '@aws-sdk/client-ses';
import { LocalAws, LocalAwsOptions, startLocalAws } from '../../../local/server';

/** The options of an SDK client for the local AWS, without retries, so that tests see every response and every lost one. */
export const clientOptions = (aws: Pick<LocalAws, 'endpoint'>, silenceMs = 10_000) => ({
  endpoint: aws.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
  requestHandler: { socketTimeout: silenceMs },
});

/** Starts a local AWS and an SES client for each test of a file. By default, without a rate limit. */
export function withLocalSes(options: LocalAwsOptions = {}, silenceMs?: number) {
  const context = {} as { aws: LocalAws; client: SESClient };
  beforeEach(async () => {
    context.aws = await startLocalAws({ ...options, ses: { callsPerSecond: Infinity, ...options.ses } });
    context.client = new SESClient(clientOptions(context.aws, silenceMs));
  });
  afterEach(async () => {
    context.client.destroy();
    await context.aws.close();
  });
  return context;
}

/** The error of a call: the SDK's name, the text, and other members. */
export async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(() => { throw new Error('the call was not refused'); }, (refused: Error) => refused);
  const { name, message, TemplateName, Name, ConfigurationSetName, EventDestinationName } = error as Error & Record<string, unknown>;
  const members = { TemplateName, Name, ConfigurationSetName, EventDestinationName };
  return { name, message, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== name)) };
}

/** A clock that changes only when it is set. */
export function manualClock(start = Date.UTC(2026, 0, 1)) {
  let time = start;
  return { now: () => time, advance: (ms: number) => { time += ms; } };
}
