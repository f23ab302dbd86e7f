import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { EXAMPLE } from './order-mails';

/** An event of the shop, as EventBridge delivers it to the mailer. */
export interface ShopEvent {
  readonly 'detail-type': string;
  readonly 'detail': object;
}

/** The mailer's requests to SES on the wire, and the error with which it failed the event. */
export interface MailerRun {
  readonly calls: ReadonlyArray<Record<string, string>>;
  readonly errors: readonly string[];
}

/** Runs the example's mailer on events, in a separate process like Lambda, with SES at an endpoint. */
export async function runMailer(endpoint: string, variables: Record<string, string>, events: readonly ShopEvent[]): Promise<MailerRun> {
  const calls: Array<Record<string, string>> = [];
  const recorder = createServer((request, response) => void text(request).then(async body => {
    calls.push(Object.fromEntries(new URLSearchParams(body)));
    const headers = { 'content-type': request.headers['content-type']!, 'authorization': request.headers.authorization! };
    const answer = await fetch(endpoint, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! }).end(await answer.text());
  }));
  await new Promise<void>(resolve => recorder.listen(0, '127.0.0.1', resolve));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', `
      const { handler } = await import(${JSON.stringify(join(EXAMPLE, 'mailer/index.mjs'))});
      const errors = [];
      for (const event of ${JSON.stringify(events)}) await handler(event).catch(error => errors.push(error.message));
      console.log(JSON.stringify(errors));
    `], {
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...variables,
      },
    });
    return { calls, errors: JSON.parse(stdout) };
  } finally {
    recorder.close();
  }
}
