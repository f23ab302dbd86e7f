import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { CreateTemplateCommand, SESClient, TestRenderTemplateCommand } from '@aws-sdk/client-ses';

/** The result of rendering a text part: the text, or the reason for a failure. */
export type Outcome = { text: string } | { failure: string };

/** Another stand-in for SES. */
export interface Peer {
  render(template: string, data: unknown): Promise<Outcome>;
  stop(): Promise<void>;
}

/** The command that starts it, if it is installed. */
function sesV2LocalCommand(): string | undefined {
  try {
    return require.resolve('aws-ses-v2-local/dist/cli.js');
  } catch {
    return undefined;
  }
}

export function hasSesV2Local(): boolean {
  return sesV2LocalCommand() !== undefined;
}

/** @see https://github.com/domdomegg/aws-ses-v2-local */
export function startSesV2LocalServer(): Promise<{ address: string; stop: () => Promise<void> }> {
  return startServer(port => [process.execPath, sesV2LocalCommand()!, '--host', '127.0.0.1', '--port', String(port)], '/health-check');
}

export async function startSesV2Local(): Promise<Peer> {
  const { address, stop } = await startSesV2LocalServer();
  const endpoint = `${address}/v2/email/templates`;
  const post = async (path: string, body: unknown) => {
    const response = await fetch(endpoint + path, {
      method: 'POST',
      headers: { 'authorization': 'AWS4-HMAC-SHA256', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { ok: response.ok, answer: text.startsWith('{') ? JSON.parse(text) as Record<string, string> : {} };
  };
  let count = 0;
  return {
    async render(template, data) {
      const TemplateName = `t${count++}`;
      const created = await post('', { TemplateName, TemplateContent: { Subject: 's', Text: template, Html: '<p></p>' } });
      if (!created.ok) return { failure: created.answer.detail };
      const { ok, answer } = await post(`/${TemplateName}/render`, { TemplateData: JSON.stringify(data) });
      return ok ? { text: textPart(answer.RenderedTemplate) } : { failure: answer.detail };
    },
    stop,
  };
}

/** Whether `moto_server` is installed. */
export function hasMoto(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, 'moto_server')));
}

/** @see https://docs.getmoto.org/en/latest/docs/server_mode.html */
export async function startMoto(): Promise<Peer> {
  const { address: endpoint, stop } = await startServer(port => ['moto_server', '-H', '127.0.0.1', '-p', String(port)], '/moto-api/');
  const ses = new SESClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
  let count = 0;
  return {
    async render(template, data) {
      const TemplateName = `t${count++}`;
      try {
        await ses.send(new CreateTemplateCommand({ Template: { TemplateName, SubjectPart: 's', TextPart: template, HtmlPart: '<p></p>' } }));
        const { RenderedTemplate } = await ses.send(new TestRenderTemplateCommand({ TemplateName, TemplateData: JSON.stringify(data) }));
        return { text: textPart(RenderedTemplate!) };
      } catch (cause) {
        return { failure: (cause as Error).message };
      }
    },
    async stop() {
      ses.destroy();
      await stop();
    },
  };
}

async function startServer(command: (port: number) => string[], path: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const [file, ...args] = command(port);
  const server = spawn(file, args, { stdio: 'ignore' });
  const exited = new Promise<void>(resolve => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill();
    await exited;
  };
  const address = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt++) {
    const response = await fetch(address + path).catch(() => undefined);
    if (response?.ok) return { address, stop };
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${file} does not answer at ${address}${path}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** The plain text of a message, with the line breaks of the template. Undefined if the message has none. */
export function textPart(message: string): string {
  const lines = message.replace(/\r\n/g, '\n');
  const boundary = /boundary="?([^"\n;]+)"?/.exec(lines)?.[1];
  const parts = boundary === undefined ? [lines] : lines.split(`--${boundary}`);
  const part = parts.find(piece => /content-type: text\/plain/i.test(piece));
  if (part === undefined) return '';
  const end = part.indexOf('\n\n', 1);
  const body = part.slice(end + 2).replace(/\n$/, '');
  switch (/content-transfer-encoding: (\S+)/i.exec(part.slice(0, end))?.[1].toLowerCase()) {
    case 'base64': return Buffer.from(body, 'base64').toString().replace(/\r\n/g, '\n');
    case 'quoted-printable': return Buffer.from(unquote(body), 'latin1').toString().replace(/\r\n/g, '\n');
    default: return body;
  }
}

function unquote(body: string): string {
  return body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
