import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** The package's `assets/`. The relative path is the same from `src/templates/private` and `lib/templates/private`. */
const ASSETS = join(__dirname, '..', '..', '..', 'assets');

/** The code of the deployment function, with the AWS SDK inside. */
export function templatesFunctionCode(assets: string = ASSETS): lambda.Code {
  return bundledCode('deployment', join(assets, 'templates'));
}

/** The code of the drift monitor's function, with the AWS SDK inside. */
export function driftMonitorFunctionCode(assets: string = ASSETS): lambda.Code {
  return bundledCode('drift monitor', join(assets, 'drift-monitor'));
}

function bundledCode(whose: string, directory: string): lambda.Code {
  if (!existsSync(join(directory, 'index.js'))) {
    throw new Error(`The ${whose} function's code is missing: ${join(directory, 'index.js')}. In a clone of cdk-ses-templates, run "npm run bundle" to create it`);
  }
  return lambda.Code.fromAsset(directory);
}
