import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { readFolder } from '../../../cli/emails/folder';
import { MailDetails, MailList } from '../../../cli/serve/api';
import { Deployed } from '../../../cli/serve/deployment';
import { serve, Serving } from '../../../cli/serve/serve';
import { WELCOME, workingFolder, writeFiles } from '../support';

const work = workingFolder();
let folder: string;
let serving: Serving;
let closing: Promise<void> | undefined;
const close = () => closing ??= serving.close();
let client: SESClient;
let arrived: string[];
let deployments: Deployed[];
beforeEach(async () => {
  folder = work({ ...WELCOME, 'emails/broken/subject.txt': 'x', 'emails/broken/body.html': '<p>{{#if a}}</p>\n' });
  arrived = [];
  deployments = [];
  serving = await serve({
    source: 'emails',
    read: () => readFolder('emails'),
    watched: ['emails'],
    page: { '/': { type: 'text/html', content: 'the page' } },
    port: 0,
    region: 'eu-west-1',
    configurationSets: ['mails'],
    keep: 3,
    arrived: line => arrived.push(stripVTControlCharacters(line)),
    deployed: deployed => deployments.push(deployed),
    report: problem => { throw new Error(problem); },
  });
  client = new SESClient({ endpoint: serving.endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await close();
  closing = undefined;
});

/** Sends the path and the headers as they are, which `fetch` would not. */
async function ask(path: string, method = 'GET', headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(serving.endpoint);
  const asking = request({ hostname, port, path, method, headers });
  asking.end();
  const [response] = await once(asking, 'response');
  const body = await text(response);
  return { status: response.statusCode as number, headers: response.headers as Record<string, string>, body };
}
const get = async <T>(path: string): Promise<T> => JSON.parse((await ask(path)).body);

interface Sent {
  readonly to?: string;
  readonly template?: string;
  readonly configurationSet?: string;
}

/** @returns the message id */
async function send(data: object, { to = 'ada@example.com', template = 'welcome', configurationSet }: Sent = {}): Promise<string> {
  const { MessageId } = await client.send(new SendTemplatedEmailCommand({
    Source: 'Shop <shop@example.com>',
    Destination: { ToAddresses: [to] },
    Template: template,
    TemplateData: JSON.stringify(data),
    ConfigurationSetName: configurationSet,
    Tags: [{ Name: 'campaign', Value: 'spring' }],
  }));
  return MessageId!;
}

const withoutTimes = () => arrived.map(line => line.replace(/^\d\d:\d\d:\d\d/, 'TIME'));

test('deploys the emails without errors, and says what is wrong with the others', async () => {
  expect(serving.deployed).toMatchObject({ created: ['welcome'], updated: [], deleted: [] });
  expect(serving.deployed.problems.map(({ email, diagnostic }) => `${email} ${diagnostic.line}: ${diagnostic.message}`)).toEqual([
    'broken 1: {{#if a}} is never closed.',
  ]);
  expect(await get('/_inbox')).toEqual({
    endpoint: serving.endpoint, region: 'eu-west-1', source: 'emails', templates: ['welcome'], configurationSets: ['mails'], keep: 3,
  });
});

test('keeps a sent mail, with its parts and its events', async () => {
  const id = await send({ name: 'Ada' });
  const { mails } = await get<MailList>('/_inbox/mails');
  expect(mails).toEqual([{
    id,
    at: expect.any(Number),
    operation: 'SendTemplatedEmail',
    api: 'v1',
    status: 'SENT',
    source: 'Shop <shop@example.com>',
    recipients: ['ada@example.com'],
    template: 'welcome',
    tags: { campaign: 'spring' },
    subject: 'Welcome, Ada',
    hasHtml: true,
    hasText: true,
    attachments: [],
    outcomes: [{ recipient: 'ada@example.com', outcome: 'DELIVERY' }],
  }]);
  const mail = await get<MailDetails>(`/_inbox/mails/${id}`);
  expect(mail).toMatchObject({ templateData: '{"name":"Ada"}', text: 'Welcome, Ada.\n', diagnostics: [], destination: { to: ['ada@example.com'], cc: [], bcc: [] } });
  expect(mail.events.map(({ type, destinations }) => [type, destinations])).toEqual([['Send', []], ['Delivery', []]]);
  expect((await ask(`/_inbox/mails/${id}/text`)).body).toBe('Welcome, Ada.\n');
  expect((await ask(`/_inbox/mails/${id}/raw`)).body).toContain('Subject: Welcome, Ada\r\n');
  const html = await ask(`/_inbox/mails/${id}/html`);
  expect(html.body).toContain('<p>Welcome, Ada.</p>');
  expect(html.headers['content-security-policy']).toContain("sandbox allow-same-origin; default-src 'none'");
  expect(withoutTimes()).toEqual(['TIME ✓ welcome → ada@example.com "Welcome, Ada" SendTemplatedEmail v1']);
});

test('explains a rendering failure with the frame of the file', async () => {
  const id = await send({ nmae: 'Ada' });
  const { status, error, diagnostics, events } = await get<MailDetails>(`/_inbox/mails/${id}`);
  expect([status, error]).toEqual(['RENDERING_FAILURE', { code: 'RenderingFailure', message: "Attribute 'name' is not present in the rendering data." }]);
  expect(events.map(({ type }) => type)).toEqual(['Send', 'Rendering Failure']);
  expect(diagnostics).toMatchObject([{ severity: 'error', help: expect.stringContaining('diagnostics.md#') }]);
  expect(withoutTimes()).toEqual([expect.stringMatching(
    /^TIME ✗ welcome → ada@example.com not rendered: Attribute 'name' is not present in the rendering data. SendTemplatedEmail v1\n\n {4}\S[^]*nmae[^]*\n$/,
  )]);
});

test('shows a call that SES refused, which has no event', async () => {
  await expect(send({}, { template: 'welcom' })).rejects.toMatchObject({ name: 'TemplateDoesNotExistException' });
  const { mails: [{ id }] } = await get<MailList>('/_inbox/mails?status=REFUSED');
  expect(await get(`/_inbox/mails/${id}`)).toMatchObject({
    status: 'REFUSED', template: 'welcom', error: { code: 'TemplateDoesNotExist', message: 'Template welcom does not exist.' }, events: [],
  });
  expect(withoutTimes()).toEqual(['TIME ✗ welcom → ada@example.com refused: TemplateDoesNotExist: Template welcom does not exist. SendTemplatedEmail v1']);
});

test('filters mails, newest first, and removes them', async () => {
  const first = await send({ name: 'Ada' });
  const second = await send({ name: 'Bo' }, { to: 'Bo <bo@example.com>', configurationSet: 'mails' });
  const ids = async (query: string) => (await get<MailList>(`/_inbox/mails${query}`)).mails.map(({ id }) => id);
  expect(await ids('')).toEqual([second, first]);
  expect(await ids('?recipient=BO@example.com')).toEqual([second]);
  expect(await ids('?template=welcome&tag=campaign:spring&status=SENT')).toEqual([second, first]);
  expect(await ids('?template=other')).toEqual([]);
  expect(await ids('?tag=campaign:autumn')).toEqual([]);
  expect(await ids('?configurationSet=mails')).toEqual([second]);
  expect(await ask('/_inbox/mails', 'DELETE')).toMatchObject({ status: 204 });
  expect(await ids('')).toEqual([]);
  expect((await ask(`/_inbox/mails/${first}`)).status).toBe(404);
});

test.each([
  ['?to=ada', 'Mails can be filtered by recipient, template, configurationSet, tag, status, got: to'],
  ['?tag=spring', 'tag must be NAME:VALUE, got: spring'],
  ['?status=sent', 'status must be SENT or RENDERING_FAILURE or REFUSED, got: sent'],
])('refuses the filter %s', async (query, message) => {
  expect(await ask(`/_inbox/mails${query}`)).toMatchObject({ status: 400, body: JSON.stringify({ message }) });
});

test('reports new mails and their removal as events', async () => {
  const { hostname, port } = new URL(serving.endpoint);
  const asking = request({ hostname, port, path: '/_inbox/events' });
  asking.end();
  const [stream] = await once(asking, 'response');
  const id = await send({ name: 'Ada' });
  await ask('/_inbox/mails', 'DELETE');
  await close();
  // The stream ends with the server.
  const messages = (await text(stream)).split('\n').filter(line => line.startsWith('data: ')).map(line => JSON.parse(line.slice('data: '.length)));
  expect(messages).toEqual([{ type: 'mail', mail: expect.objectContaining({ id, subject: 'Welcome, Ada' }) }, { type: 'cleared' }]);
});

test('deploys again when files change', async () => {
  writeFiles(folder, { 'emails/welcome/subject.txt': 'Hello, {{name}}\n', 'emails/broken/body.html': '<p>x</p>\n' });
  for (let attempt = 0; attempt < 200 && !deployments.some(({ created }) => created.includes('broken')); attempt++) await sleep(50);
  expect(deployments.flatMap(({ created, updated }) => [...created, ...updated]).sort()).toEqual(['broken', 'welcome']);
  const id = await send({ name: 'Ada' });
  expect(await get<MailDetails>(`/_inbox/mails/${id}`)).toMatchObject({ subject: 'Hello, Ada' });
});

test('keeps the last mails, and counts those that made room', async () => {
  const { hostname, port } = new URL(serving.endpoint);
  const asking = request({ hostname, port, path: '/_inbox/events' });
  asking.end();
  const [stream] = await once(asking, 'response');
  const sent: string[] = [];
  for (const name of ['Ada', 'Bo', 'Cy', 'Di', 'Ed']) sent.push(await send({ name }));
  const { mails, dropped } = await get<MailList>('/_inbox/mails');
  expect(mails.map(({ id }) => id)).toEqual(sent.slice(2).reverse());
  expect(dropped).toBe(2);
  expect((await ask(`/_inbox/mails/${sent[1]}`)).status).toBe(404);
  expect((await get<MailDetails>(`/_inbox/mails/${sent[2]}`)).events.map(({ type }) => type)).toEqual(['Send', 'Delivery']);
  expect(arrived.filter(line => !line.includes('✓'))).toEqual([
    'The inbox has 3 mails, and keeps no more: each new mail removes the oldest one. --keep sets this limit',
  ]);
  await ask('/_inbox/mails', 'DELETE');
  expect(await get<MailList>('/_inbox/mails')).toEqual({ mails: [], dropped: 0 });
  await close();
  const messages = (await text(stream)).split('\n').filter(line => line.startsWith('data: ')).map(line => JSON.parse(line.slice('data: '.length)));
  expect(messages.filter(({ type }) => type === 'dropped')).toEqual([{ type: 'dropped', ids: [sent[0]], dropped: 1 }, { type: 'dropped', ids: [sent[1]], dropped: 2 }]);
});

test('shows the problems of the start once', async () => {
  await sleep(300);
  expect(deployments).toEqual([]);
});

test.each([
  ['the inbox under another name', '/_inbox/mails', { host: 'evil.example' }, 'The Host header must name this server.'],
  ['SES under the name of a site', '/v2/email/templates', { host: 'evil.example' }, 'The Host header must name this server.'],
  ['SES from the page of a site', '/', { origin: 'http://evil.example' }, 'The request must come from the page of this server.'],
  ['a request of another site', '/_inbox/mails', { 'sec-fetch-site': 'cross-site' }, 'The request must come from the page of this server.'],
])('refuses %s', async (_, path, headers, message) => {
  expect(await ask(path, path === '/' ? 'POST' : 'GET', headers)).toMatchObject({ status: 403, body: JSON.stringify({ message }) });
});

test.each(['/_inbox/mails/../../secret', '/_inbox/nothing', '/_inbox/mails/1/source', '/_inbox/mails/__proto__'])('serves nothing at %s', async path => {
  expect((await ask(path)).status).toBe(404);
});

test('the page runs its own script only', async () => {
  expect(await ask('/')).toMatchObject({ status: 200, body: 'the page', headers: { 'content-security-policy': expect.stringContaining("script-src 'self'") } });
});
