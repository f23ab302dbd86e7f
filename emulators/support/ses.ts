import { GetTemplateCommand, ListTemplatesCommand, SESClient, Template, TestRenderTemplateCommand } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { Emulator } from './ministack';
import { startLocalAws } from '../../local/server';
import { deviates, VERSIONS } from '../deviations';

/** A replacement for Amazon SES, to which the library deploys. */
export interface Ses {
  readonly name: string;
  readonly endpoint: string;
  /** The pace of the deployment function. @default - that of Amazon SES */
  readonly callsPerSecond?: number;
  /** Whether it renders the partials and layouts that the library compiles in. */
  readonly rendersPartials: boolean;
  /** A client that writes as someone else. */
  readonly client: SESClient;
  /** All templates, read through the SDK. */
  templates(): Promise<StoredTemplate[]>;
  /** Renders a template. Returns undefined if this SES cannot render the templates of the library. */
  render(name: string, data: object): Promise<string | undefined>;
  stop(): Promise<void>;
}

export interface StoredTemplate extends Template {
  readonly CreatedTimestamp?: Date;
}

export const REGION = 'us-east-1';

const config = (endpoint: string) => ({ endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** The client retries calls while another caller uses the quota. */
export const sesClient = (endpoint: string): SESClient => new SESClient({ ...config(endpoint), maxAttempts: 10 });

/** The clients of both APIs, with the retries of the SDK. */
export const sesClients = (endpoint: string) => ({ v1: new SESClient(config(endpoint)), v2: new SESv2Client(config(endpoint)) });

/** All templates, by name. */
export async function readTemplates(client: SESClient): Promise<StoredTemplate[]> {
  const found: StoredTemplate[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTemplatesCommand({ MaxItems: 100, NextToken }));
    for (const { Name: TemplateName, CreatedTimestamp } of page.TemplatesMetadata ?? []) {
      const { Template: template } = await client.send(new GetTemplateCommand({ TemplateName: TemplateName! }));
      found.push({ ...template!, CreatedTimestamp });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found.sort((a, b) => a.TemplateName! < b.TemplateName! ? -1 : 1);
}

/** The local SES at the quota of Amazon SES. */
export async function localSes(): Promise<Ses> {
  const aws = await startLocalAws();
  const client = sesClient(aws.endpoint);
  return {
    name: 'local SES',
    rendersPartials: true,
    endpoint: aws.endpoint,
    client,
    templates: async () => unmetered(readTemplates),
    render: async (TemplateName, data) => unmetered(async copy => {
      const { RenderedTemplate } = await copy.send(new TestRenderTemplateCommand({ TemplateName, TemplateData: JSON.stringify(data) }));
      return RenderedTemplate;
    }),
    stop: async () => {
      client.destroy();
      await aws.close();
    },
  };

  /** Reads a copy without a quota: reading at the quota of SES would take minutes. */
  async function unmetered<T>(ask: (copy: SESClient) => Promise<T>): Promise<T> {
    const copy = await startLocalAws({ ses: { callsPerSecond: Infinity, state: aws.ses.snapshot() } });
    const asking = sesClient(copy.endpoint);
    try {
      return await ask(asking);
    } finally {
      asking.destroy();
      await copy.close();
    }
  }
}

/** moto's SES, which has no quota. */
export async function motoSes({ endpoint, stop }: Emulator): Promise<Ses> {
  const client = sesClient(endpoint);
  return {
    name: `moto ${VERSIONS.moto}`,
    endpoint,
    callsPerSecond: 5,
    rendersPartials: !deviates('moto', 'renderer'),
    client,
    templates: async () => readTemplates(client),
    render: async () => {
      deviates('moto', 'renderer');
      return undefined;
    },
    stop: async () => {
      client.destroy();
      await stop();
    },
  };
}
