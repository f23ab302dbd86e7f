import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** The package's `assets/`. The relative path is the same from `src/templates/private` and `lib/templates/private`. */
const ASSETS = join(__dirname, '..', '..', '..', 'assets');

/** The code of the deployment function, with the AWS SDK inside. */
export function templatesFunctionCode(assets: string = ASSETS): lambda.Code {
  const directory = join(assets, 'templates');
  if (!existsSync(join(directory, 'index.js'))) {
    throw new Error(`The deployment function's code is missing: ${join(directory, 'index.js')}. In a clone of cdk-ses-templates, run "npm run bundle" to create it`);
  }
  return lambda.Code.fromAsset(directory);
}
