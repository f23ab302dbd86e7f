import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { LocalCloudFormation, LocalCloudFormationOptions, LogLine, StackEvent, StackResult } from '../../../local/cloudformation';

const BUCKET = 'assets-123456789012-us-east-1';

/**
 * A function that follows the `Script` property of its resource, a JSON object by request type. Without one, it responds
 * SUCCESS with the id of the request, or `id-of-LOGICALID`. It logs each event, so that tests see what was sent.
 */
const SCRIPTED_FUNCTION = `
const fs = require('node:fs');
const http = require('node:http');
exports.handler = async (event, context) => {
  console.log('EVENT ' + JSON.stringify(event));
  const script = JSON.parse(event.ResourceProperties.Script ?? '{}')[event.RequestType] ?? {};
  if (script.print) console.log(script.print === 'context' ? JSON.stringify(context) + context.getRemainingTimeInMillis() : JSON.stringify(process.env));
  if (script.wait) await new Promise(resolve => setTimeout(resolve, script.wait));
  if (script.hang) await new Promise(() => setInterval(() => {}, 1000));
  if (script.exit) process.exit(script.exit);
  if (script.throw) throw new TypeError(script.throw);
  if (script.throwOnce) {
    const mark = process.env.SCRATCH + '/' + event.RequestId;
    if (!fs.existsSync(mark)) { fs.writeFileSync(mark, ''); throw new Error(script.throwOnce); }
  }
  if (script.silent) return;
  const answer = {
    Status: 'SUCCESS', PhysicalResourceId: event.PhysicalResourceId ?? 'id-of-' + event.LogicalResourceId,
    StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId, ...script.answer,
  };
  await put(event.ResponseURL, script.raw ?? JSON.stringify(answer));
  if (script.throwAfterwards) throw new Error(script.throwAfterwards);
};
function put(url, body) {
  return new Promise((resolve, reject) => http.request(url, { method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) } }, response => {
    response.resume().on('end', () => response.statusCode === 200 ? resolve() : reject(new Error('PUT gave ' + response.statusCode)));
  }).on('error', reject).end(body));
}
`;

export interface Script {
  print?: 'context' | 'environment';
  wait?: number;
  hang?: boolean;
  exit?: number;
  throw?: string;
  throwOnce?: string;
  silent?: boolean;
  answer?: Record<string, unknown>;
  raw?: string;
  throwAfterwards?: string;
}

/** A custom resource of the scripted function. */
export function custom(
  properties: Record<string, unknown> = {},
  script: { Create?: Script; Update?: Script; Delete?: Script } = {},
  attributes: Record<string, unknown> = {},
) {
  return {
    Type: 'Custom::Thing',
    Properties: {
      ServiceToken: { 'Fn::GetAtt': ['Fn', 'Arn'] },
      ...Object.keys(script).length > 0 && { Script: JSON.stringify(script) },
      ...properties,
    },
    ...attributes,
  };
}

/** The scripted function as a template resource. */
export function scriptedFunction(properties: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: { S3Bucket: BUCKET, S3Key: 'function.zip' }, Handler: 'index.handler', Runtime: 'nodejs22.x', Timeout: 60, ...properties },
  };
}

/** A template with the scripted function and these resources. */
export function template(resources: Record<string, unknown>, rest: Record<string, unknown> = {}) {
  return { Resources: { Fn: scriptedFunction(), ...resources }, ...rest };
}

/** A local CloudFormation with a separate folder. It records events and logs. */
export class Harness {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloudformation-'));
  public readonly events: StackEvent[] = [];
  public readonly logs: LogLine[] = [];
  public cfn: LocalCloudFormation;
  private assemblies = 0;

  public constructor(private readonly options: Partial<LocalCloudFormationOptions> = {}) {
    this.cfn = this.start();
  }

  /** Simulates another process with the same folder. */
  public async restart(): Promise<void> {
    await this.cfn.close();
    this.cfn = this.start();
  }

  public async close(): Promise<void> {
    await this.cfn.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a cloud assembly with one stack for each template. Each depends on the earlier ones. */
  public assembly(templates: Record<string, object>, assets: Record<string, string> = {}): string {
    const folder = path.join(this.folder, `cdk.out.${++this.assemblies}`);
    const write = (file: string, content: unknown) => {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
    };
    const destinations = (objectKey: string) => ({ current: { bucketName: 'assets-${AWS::AccountId}-${AWS::Region}', objectKey } });
    write('asset.function/index.js', SCRIPTED_FUNCTION);
    const names = Object.keys(templates);
    for (const name of names) write(`${name}.template.json`, templates[name]);
    for (const [file, content] of Object.entries(assets)) write(`asset.${file}`, content);
    write('Assets.assets.json', {
      files: {
        function: { source: { path: 'asset.function', packaging: 'zip' }, destinations: destinations('function.zip') },
        ...Object.fromEntries(Object.keys(assets).map(file => [file, { source: { path: `asset.${file}`, packaging: 'file' }, destinations: destinations(file) }])),
      },
    });
    write('manifest.json', {
      version: '55.0.0',
      artifacts: {
        Assets: { type: 'cdk:asset-manifest', properties: { file: 'Assets.assets.json' } },
        ...Object.fromEntries(names.map((name, index) => [name, {
          type: 'aws:cloudformation:stack',
          environment: 'aws://unknown-account/unknown-region',
          properties: { templateFile: `${name}.template.json` },
          dependencies: [...names.slice(0, index), 'Assets'],
          metadata: Object.fromEntries(Object.keys((templates[name] as { Resources?: object }).Resources ?? {})
            .map(logicalId => [`/${name}/${logicalId}/Default`, [{ type: 'aws:cdk:logicalId', data: logicalId }]])),
        }])),
      },
    });
    return folder;
  }

  /** Deploys one stack, `Demo`. */
  public async deploy(demo: object): Promise<StackResult> {
    const [result] = await this.cfn.deploy(this.assembly({ Demo: demo }));
    return result;
  }

  /** The events that the function received, in order. */
  public requests(): any[] {
    return this.logs.filter(({ line }) => line.startsWith('EVENT ')).map(({ line }) => JSON.parse(line.slice('EVENT '.length)));
  }

  /** The requests so far: `Create A`, `Update A[id]`. */
  public calls(): string[] {
    return this.requests().map(({ RequestType, LogicalResourceId, PhysicalResourceId }) =>
      `${RequestType} ${LogicalResourceId}${PhysicalResourceId ? `[${PhysicalResourceId}]` : ''}`);
  }

  /** The stack events so far: `A CREATE_FAILED: reason`, with every UUID as `UUID`. */
  public sequence(): string[] {
    return this.events.map(({ logicalId, status, reason }) => masked(`${logicalId} ${status}${reason ? `: ${reason}` : ''}`));
  }

  /** Clears the recorded events and logs. */
  public forget(): void {
    this.events.length = 0;
    this.logs.length = 0;
  }

  private start(): LocalCloudFormation {
    return new LocalCloudFormation({
      stateDir: path.join(this.folder, 'state'),
      endpoint: () => 'http://127.0.0.1:9',
      onEvent: event => this.events.push(event),
      onLog: line => this.logs.push(line),
      ...this.options,
      environment: { SCRATCH: this.folder, ...this.options.environment },
      timers: { retryDelays: [10, 10], ...this.options.timers },
    });
  }
}

export function masked(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID');
}

const harnesses: Harness[] = [];

/** A harness that is closed after the test. */
export function harness(options: Partial<LocalCloudFormationOptions> = {}): Harness {
  const made = new Harness(options);
  harnesses.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(harnesses.splice(0).map(made => made.close()));
});
