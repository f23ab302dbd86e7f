import { SESClient } from '@aws-sdk/client-ses';
import { LocalAws, LocalAwsOptions, startLocalAws } from '../../../local/server';

/** What the SDK's clients need to call the local AWS; without its own retries, so that each test sees each answer, or that none comes. */
export const clientOptions = (aws: LocalAws, silenceMs = 10_000) => ({
  endpoint: aws.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
  requestHandler: { socketTimeout: silenceMs },
});

/** A local AWS and an SES client for each test of a file; without a rate limit unless one is asked for. */
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

/** How a call was refused: the SDK's name of the error, its text, and what else SES put into it. */
export async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(() => { throw new Error('the call was not refused'); }, (refused: Error) => refused);
  const { name, message, TemplateName, Name, ConfigurationSetName, EventDestinationName } = error as Error & Record<string, unknown>;
  const members = { TemplateName, Name, ConfigurationSetName, EventDestinationName };
  return { name, message, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== name)) };
}

/** A clock that stands still until it is moved. */
export function manualClock(start = Date.UTC(2026, 0, 1)) {
  let time = start;
  return { now: () => time, advance: (ms: number) => { time += ms; } };
}
