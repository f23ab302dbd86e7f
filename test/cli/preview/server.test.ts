import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { readFolder } from '../../../cli/emails/folder';
import { PreviewServer, startServer } from '../../../cli/preview/server';
import { Workbench } from '../../../cli/preview/workbench';
import { cli, WELCOME, workingFolder, writeFiles } from '../support';

const work = workingFolder();
let server: PreviewServer;
let workbench: Workbench;
let folder: string;
beforeEach(async () => {
  folder = work({ ...WELCOME, 'secret.txt': 'secret' });
  workbench = new Workbench('emails', () => readFolder(`${folder}/emails`));
  server = await startServer(workbench, { '/': { type: 'text/html', content: 'the page' } }, 0);
});
afterEach(() => server.close());

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends the path as it is, which `fetch` would normalize. */
async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const { hostname, port } = new URL(server.url);
  const asking = request({ hostname, port, path, method, headers });
  asking.end(body);
  const [response] = await once(asking, 'response');
  return { status: response.statusCode as number, headers: response.headers as Record<string, string>, body: await text(response) };
}

const JSON_TYPE = { 'content-type': 'application/json' };

test('renders an email with data, and serves its HTML under a separate policy', async () => {
  const { status, body } = await ask('/api/render?name=welcome', { method: 'POST', headers: JSON_TYPE, body: '{ "name": "Grace" }' });
  const { subject, frame, diagnostics, sizes, mime } = JSON.parse(body);
  expect([status, subject, diagnostics]).toEqual([200, 'Welcome, Grace', []]);
  expect(sizes).toEqual({ template: 101, html: 77, data: 19 });
  expect(mime).toContain('Subject: Welcome, Grace\r\n');

  const mail = await ask(`/mail/${frame}`);
  expect(mail.body).toContain('<p>Welcome, Grace.</p>');
  expect(mail.headers['content-security-policy']).toBe("sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    + "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
});

test('the page runs its own script only, and is in no frame of others', async () => {
  const { body, headers } = await ask('/');
  expect(body).toBe('the page');
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test.each([
  ['a file by its path', '/../secret.txt'],
  ['a file by an escaped path', '/%2e%2e/secret.txt'],
  ['a file of the folder', '/emails/welcome/subject.txt'],
  ['a mail that was not rendered', '/mail/../../secret.txt'],
  ['a mail by a guess', '/mail/1'],
  ['the page of a prototype', '/constructor'],
])('does not serve %s', async (_, path) => {
  expect((await ask(path)).status).toBe(404);
});

test.each(['../secret.txt', '..', 'welcome/../welcome', '__proto__', ''])('knows emails by their names, and none is %j', async name => {
  expect(await ask(`/api/email?name=${encodeURIComponent(name)}`)).toMatchObject({
    status: 404, body: JSON.stringify({ message: `There is no email ${JSON.stringify(name)}` }),
  });
  const saved = await ask(`/api/sample?name=${encodeURIComponent(name)}&variant=`, { method: 'PUT', headers: JSON_TYPE, body: '{}' });
  expect(saved.status).toBe(404);
});

test.each([
  ['another host', { headers: { host: 'evil.example:80' } }, 'The Host header must name this server.'],
  ['the page of another site', { headers: { origin: 'http://evil.example' } }, 'The request must come from the page of this server.'],
  ['a request from another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 'The request must come from the page of this server.'],
  ['a form', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, 'The body must be JSON.'],
])('refuses %s', async (_, asked, message) => {
  expect(await ask('/api/emails', asked)).toMatchObject({ status: 403, body: JSON.stringify({ message }) });
});

test('refuses a body that is larger than data can be', async () => {
  const { status, body } = await ask('/api/render?name=welcome', { method: 'POST', headers: JSON_TYPE, body: ' '.repeat(2_000_001) });
  expect([status, JSON.parse(body).message]).toEqual([413, 'The body must be at most 2000000 bytes.']);
});

test('only emails that changed are checked again', () => {
  writeFiles(folder, { 'emails/other/subject.txt': 'x', 'emails/other/body.txt': 'x' });
  expect(workbench.refresh()).toEqual(['other']);
  while (workbench.checkNext());
  expect(workbench.list().emails).toEqual([{ name: 'other', errors: 0, warnings: 0 }, { name: 'welcome', errors: 0, warnings: 0 }]);
  writeFiles(folder, { 'emails/other/body.txt': '{{#if x}}' });
  expect(workbench.refresh()).toEqual(['other']);
  expect(workbench.list().emails).toEqual([{ name: 'other' }, { name: 'welcome', errors: 0, warnings: 0 }]);
  writeFiles(folder, { 'emails/_partials/footer.html': 'x' });
  expect(workbench.refresh()).toEqual(['other', 'welcome']);
});

test('a port that is taken, or none, is refused', async () => {
  const { port } = new URL(server.url);
  expect(await cli('preview', '--port', 'x')).toMatchObject({ exitCode: 2, err: expect.stringContaining('It must be a number from 0 to 65535.') });
  expect(port).not.toBe('0');
});
