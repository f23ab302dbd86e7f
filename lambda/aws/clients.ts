import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';

/** How long a connection may be silent before a call is given up, in milliseconds. */
const SILENCE = 5_000;

/** The SDK's clients, each made once, so that its connections serve the next event, too. */
export interface AwsClients {
  readonly ses: SESClient;
  /** Loaded when it is first used: a deployment that changes nothing never needs it. */
  readonly s3: () => Promise<S3Client>;
  /** Loaded when it is first used: most deployments never need it. */
  readonly cloudFormation: () => Promise<CloudFormationClient>;
}

/** @param silence how long a connection may be silent, in milliseconds */
export function awsClients(silence: number = SILENCE): AwsClients {
  const options = clientOptions(silence);
  let s3: Promise<S3Client> | undefined;
  let cloudFormation: Promise<CloudFormationClient> | undefined;
  return {
    ses: new SESClient(options),
    s3: () => s3 ??= import('@aws-sdk/client-s3').then(sdk => new sdk.S3Client(options)),
    cloudFormation: () => cloudFormation ??= import('@aws-sdk/client-cloudformation').then(sdk => new sdk.CloudFormationClient(options)),
  };
}

/** @param silence how long a connection may be silent, in milliseconds */
export function clientOptions(silence: number = SILENCE) {
  return {
    // Retries are ours: the SDK's give up within two seconds, and take the quota of templates for throttling.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: silence,
      // From the last byte, in either direction, before the answer and in its body.
      socketTimeout: silence,
      // Until the answer begins, for a connection that is slow but never silent. By default the SDK only logs it.
      requestTimeout: 3 * silence,
      throwOnRequestTimeout: true,
    },
  };
}
