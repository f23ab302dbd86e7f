import { join } from 'node:path';
import { Emulator, withoutAws } from './ministack';
import { freePort, Server } from './server';

/** moto's server on a free port. */
export async function startMoto(environment: string, folder: string): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await Server.start({
    command: join(environment, 'bin', 'moto_server'),
    args: ['-H', '127.0.0.1', '-p', String(port)],
    env: withoutAws(),
    log: join(folder, 'moto.log'),
    health: `${endpoint}/moto-api/`,
  });
  return { endpoint, stop: async () => server.stop() };
}
