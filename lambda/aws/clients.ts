import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import type { SESv2Client } from '@aws-sdk/client-sesv2';

/** How long a connection may be idle before a call is abandoned, in milliseconds. */
const IDLE_TIMEOUT = 5_000;

/** The SDK's clients. Each is created once, so that later events reuse its connections. */
export interface AwsClients {
  readonly ses: SESClient;
  /** Loaded on first use: only templates with tags need it. */
  readonly sesV2: () => Promise<SESv2Client>;
  /** Loaded on first use: a deployment that changes nothing does not need it. */
  readonly s3: () => Promise<S3Client>;
  /** Loaded on first use: most deployments do not need it. */
  readonly cloudFormation: () => Promise<CloudFormationClient>;
}

/** @param idleTimeout how long a connection may be idle, in milliseconds */
export function awsClients(idleTimeout?: number): AwsClients {
  const options = clientOptions(idleTimeout);
  let sesV2: Promise<SESv2Client> | undefined;
  let s3: Promise<S3Client> | undefined;
  let cloudFormation: Promise<CloudFormationClient> | undefined;
  return {
    ses: new SESClient(options),
    sesV2: () => sesV2 ??= import('@aws-sdk/client-sesv2').then(sdk => new sdk.SESv2Client(options)),
    s3: () => s3 ??= import('@aws-sdk/client-s3').then(sdk => new sdk.S3Client(options)),
    cloudFormation: () => cloudFormation ??= import('@aws-sdk/client-cloudformation').then(sdk => new sdk.CloudFormationClient(options)),
  };
}

/** @param idleTimeout how long a connection may be idle, in milliseconds */
export function clientOptions(idleTimeout: number = IDLE_TIMEOUT) {
  return {
    // We retry ourselves: the SDK gives up within two seconds, and mistakes the quota of templates for throttling.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: idleTimeout,
      // Since the last byte in either direction, before the response and within its body.
      socketTimeout: idleTimeout,
      // Until the response begins, for a connection that is slow but never idle. By default, the SDK only logs this.
      requestTimeout: 3 * idleTimeout,
      throwOnRequestTimeout: true,
    },
  };
}
