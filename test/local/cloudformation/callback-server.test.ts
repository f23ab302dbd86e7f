import * as http from 'node:http';
import { CallbackServer } from '../../../local/cloudformation/resources/callback-server';

let now = Date.UTC(2026, 10, 24, 18, 45, 0, 999);
const server = new CallbackServer(() => now);
afterAll(() => server.close());

describe('a ResponseURL', () => {
  test('receives the first body; later ones are accepted and ignored', async () => {
    const { url, answer } = await server.expect('arn:stack|A|1');
    expect(await send(url, { body: 'first' })).toEqual({ status: 200, body: '' });
    expect(await send(url, { body: 'second' })).toEqual({ status: 200, body: '' });
    expect((await answer).toString()).toBe('first');
  });

  test('is different for each request', async () => {
    const one = await server.expect('arn:stack|A|1');
    const other = await server.expect('arn:stack|A|1');
    expect(one.url).not.toBe(other.url);
    await send(other.url, { body: 'for the other' });
    expect((await other.answer).toString()).toBe('for the other');
    await expect(Promise.race([one.answer, Promise.resolve('nothing')])).resolves.toBe('nothing');
  });

  test.each([
    ['another method', { method: 'POST' }, 405, 'MethodNotAllowed'],
    ['a Content-Type', { headers: { 'Content-Type': 'application/json' } }, 403, 'SignatureDoesNotMatch'],
    ['no length', { headers: { 'Transfer-Encoding': 'chunked' } }, 501, 'NotImplemented'],
  ])('refuses %s, like S3', async (_, options, status, code) => {
    const { url } = await server.expect('arn:stack|A|1');
    const answered = await send(url, { body: '{}', ...options });
    expect(answered.status).toBe(status);
    expect(answered.body).toContain(`<Code>${code}</Code>`);
  });

  test('contains the time of its signature, in seconds, and its validity', async () => {
    const { searchParams } = new URL((await server.expect('arn:stack|A|1')).url);
    expect(searchParams.get('X-Amz-Date')).toBe('20261124T184500Z');
    expect(searchParams.get('X-Amz-Expires')).toBe('7200');
  });

  test('is refused when it has expired', async () => {
    const { url } = await server.expect('arn:stack|A|1');
    now += 7_200_001;
    expect(await send(url, { body: '{}' })).toMatchObject({ status: 403, body: expect.stringContaining('<Message>Request has expired</Message>') });
  });

  test('refuses a changed signature', async () => {
    const { url } = await server.expect('arn:stack|A|1');
    expect((await send(url.replace(/.$/, last => last === '0' ? '1' : '0'), { body: '{}' })).status).toBe(403);
  });
});

interface Request {
  body: string;
  method?: string;
  headers?: http.OutgoingHttpHeaders;
}

function send(url: string, { body, method = 'PUT', headers = {} }: Request): Promise<{ status?: number; body: string }> {
  const length = headers['Transfer-Encoding'] ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    http.request(url, { method, headers: { ...length, ...headers } }, response => {
      let text = '';
      response.on('data', chunk => text += chunk).on('end', () => resolve({ status: response.statusCode, body: text }));
    }).on('error', reject).end(body);
  });
}
