import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, Server } from './server';

export interface Emulator {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The environment of an emulator, without anything that could reach AWS. */
export function withoutAws(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}

const LAUNCHER = join(__dirname, '..', 'ministack', 'launch.py');

/** Starts ministack, with CloudFormation, Lambda, S3 and other services, on a free port. @param ses the endpoint where `AWS::SES::Template` creates its templates */
export async function startMinistack(environment: string, folder: string, ses?: string): Promise<Emulator> {
  const port = await freePort();
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await Server.start({
    command: join(environment, 'bin', 'python'),
    args: [LAUNCHER],
    env: {
      ...withoutAws(),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      // These servers are not needed, and their fixed ports may be in use.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      // Functions run as processes, without Docker.
      LAMBDA_EXECUTOR: 'local',
      TMPDIR: temporary,
      HOME: temporary,
      S3_DATA_DIR: join(folder, 's3'),
      STATE_DIR: join(folder, 'state'),
      SES_TEMPLATE_ENDPOINT: ses ?? endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    log: join(folder, 'ministack.log'),
    health: `${endpoint}/_ministack/health`,
  });
  return { endpoint, stop: async () => server.stop() };
}
