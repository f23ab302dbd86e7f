import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

export type Handler = (event: object, context: { getRemainingTimeInMillis(): number }) => Promise<unknown>;

/** Loads a new instance of a bundle's handler, which shares nothing with other instances. */
export function loadHandler(bundle: 'templates' | 'drift-monitor' = 'templates'): Handler {
  const file = resolve('assets', bundle, 'index.js');
  delete require.cache[file];
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(file).handler;
}

/** Receives the responses of custom resources. */
export class Answers {
  static async listen(): Promise<Answers> {
    const answers = new Answers();
    await new Promise<void>(done => answers.server.listen(0, '127.0.0.1', done));
    return answers;
  }

  readonly received: Array<{ Status: string; Reason?: string; PhysicalResourceId: string }> = [];
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => { body += chunk; });
    request.on('end', () => {
      this.received.push(JSON.parse(body));
      response.end();
    });
  });

  private constructor() {}

  /** @throws Error unless all requests succeeded, and this number of responses came */
  expectSuccess(count: number = this.received.length): void {
    const failed = this.received.find(({ Status: status }) => status !== 'SUCCESS');
    if (failed) throw new Error(`the deployment failed: ${failed.Reason}`);
    if (this.received.length !== count) throw new Error(`${this.received.length} of ${count} resources answered`);
  }

  event(requestType: 'Create' | 'Update' | 'Delete', logicalId: string, properties: object, old?: object, physicalId?: string): object {
    return {
      RequestType: requestType,
      ResponseURL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/?signature=none`,
      StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/Bench/guid',
      RequestId: `${requestType}-${logicalId}`,
      ResourceType: 'Custom::SESEmailTemplates',
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceProperties: properties,
      OldResourceProperties: old,
    };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
