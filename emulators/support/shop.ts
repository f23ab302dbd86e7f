import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { withoutAws } from './ministack';
import { attempt, Ended } from './run-async';
import { REGION } from './ses';
import type { Declaration, StackDeclaration } from '../app/declaration';

const APP = join(__dirname, '..', 'app');
export const ACCOUNT = '000000000000';

export interface ShopOptions {
  /** A subfolder of the folder in which the package is installed. */
  readonly folder: string;
  /** The endpoint of CloudFormation and the other services. */
  readonly endpoint: string;
  /** The environment of the deployment function. */
  readonly environment: Declaration['environment'];
}

/** The folder of a user: an app, its emails, and the CDK CLI. */
export class Shop {
  /** The output of the CLI, for the log of a step. */
  public readonly output: string[] = [];
  private runs = 0;

  constructor(private readonly options: ShopOptions) {
    mkdirSync(options.folder, { recursive: true });
    cpSync(join(APP, 'emails'), join(options.folder, 'emails'), { recursive: true });
    const { code } = transformSync(readFileSync(join(APP, 'app.ts'), 'utf8'), { loader: 'ts', format: 'cjs', platform: 'node' });
    writeFileSync(join(options.folder, 'app.js'), code);
    writeFileSync(join(options.folder, 'cdk.json'), JSON.stringify({ app: 'node app.js' }));
    this.declare({});
  }

  /** Changes the app. */
  public declare(stacks: Readonly<Record<string, StackDeclaration>>): void {
    const declaration: Declaration = { environment: this.options.environment, stacks };
    writeFileSync(join(this.options.folder, 'shop.json'), JSON.stringify(declaration, undefined, 2));
  }

  /** Changes a file of an email. */
  public write(path: string, content: string): void {
    writeFileSync(join(this.options.folder, 'emails', path), content);
  }

  /** Removes the folder of an email. */
  public delete(email: string): void {
    rmSync(join(this.options.folder, 'emails', email), { recursive: true });
  }

  /** Runs the CLI, without a terminal. */
  public async cdk(...args: string[]): Promise<Ended> {
    const { folder, endpoint } = this.options;
    const ended = await attempt(process.execPath, [
      join(folder, '..', 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args, '--no-notices', '--output', `cdk.out/${++this.runs}`,
    ], {
      cwd: folder,
      env: {
        ...withoutAws(),
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        // The CLI writes files there.
        HOME: folder,
        NO_COLOR: '1',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: 'true',
      },
    });
    this.output.push(`$ cdk ${args.join(' ')}\n${ended.output}`);
    return ended;
  }
}
