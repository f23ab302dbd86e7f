import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Page } from 'playwright-core';
import { CHROMIUM, launchBrowser } from '../../test/support/browser';
import { writeEmails } from '../support/emails';
import { Case } from '../support/figures';

const BUNDLE = join(__dirname, '../../assets/cli/cdk-ses-templates.js');

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

/** A folder with this number of emails, created once. */
const made = new Map<number, string>();
function emails(count: number): string {
  const known = made.get(count) ?? join(folder, String(count));
  if (!made.has(count)) writeEmails(known, count);
  made.set(count, known);
  return known;
}

function command(...args: string[]): ChildProcess {
  return spawn(process.execPath, [BUNDLE, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

interface RunningPreview {
  readonly child: ChildProcess;
  readonly url: string;
}

async function preview(count: number): Promise<RunningPreview> {
  const child = command('preview', emails(count));
  const [output] = await once(child.stdout!, 'data');
  return { child, url: /http:\/\/\S+\//.exec(String(output))![0] };
}

/** The requests of the page for one email. */
async function show({ url }: RunningPreview, name: string): Promise<string> {
  const email = await (await fetch(`${url}api/email?name=${name}`)).json() as { samples: Array<{ text: string }> };
  const rendered = await fetch(`${url}api/render?name=${name}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: email.samples[0].text,
  });
  const { frame } = await rendered.json() as { frame: string };
  return (await fetch(`${url}mail/${frame}`)).text();
}

/** Resolves when all emails have been checked, as is usual when a user edits one. */
async function checked({ url }: RunningPreview): Promise<void> {
  for (;;) {
    const { emails: list } = await (await fetch(`${url}api/emails`)).json() as { emails: Array<{ errors?: number }> };
    if (list.every(({ errors }) => errors !== undefined)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function stop({ child }: RunningPreview): Promise<void> {
  child.kill();
  await once(child, 'exit');
}

/** Resolves when the server notifies the page of a changed email. */
async function changed(url: string, name: string, act: () => void): Promise<void> {
  const events = await fetch(`${url}api/events`);
  const decoder = new TextDecoder();
  act();
  for await (const chunk of events.body as unknown as AsyncIterable<Uint8Array>) {
    if (decoder.decode(chunk, { stream: true }).includes(name)) return;
  }
}

/** Runs in a page of an open browser, as for a designer. */
async function inBrowser<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto('about:blank');
    return await use(page);
  } finally {
    await browser.close();
  }
}

/** Shows an email, and waits for its mail. */
async function look(page: Page, { url }: RunningPreview, name: string): Promise<void> {
  await page.goto(`${url}#${name}`);
  await page.locator(`#main[data-email=${name}]`).waitFor();
  await page.frameLocator('.stage iframe:not(.loading)').locator('h1').waitFor();
}

/** The time at which the page shows another mail, measured by the page itself, because playwright polls every 100 ms. */
const WHEN_SHOWN = `new Promise(resolve => new MutationObserver(() => resolve(Date.now()))
  .observe(document.querySelector('.stage'), { attributes: true, attributeFilter: ['data-shown'] }))`;

/** The waiting time of a user with a browser. */
const inChromium: readonly Case[] = CHROMIUM === undefined ? [] : [
  {
    key: 'preview-browser-start',
    name: 'preview of 100 emails, from the start of the process to the first mail in Chromium',
    against: 'seconds',
    most: 1,
    repeat: 5,
    run: () => inBrowser(async page => {
      const before = performance.now();
      const running = await preview(100);
      await look(page, running, 'mail-000');
      const figure = (performance.now() - before) / 1_000;
      await stop(running);
      return { figure };
    }),
  },
  {
    key: 'preview-browser-save',
    name: 'preview of 100 emails, from the save of a partial to the new mail in Chromium',
    against: 'seconds',
    most: 0.2,
    repeat: 5,
    run: () => inBrowser(async page => {
      const running = await preview(100);
      await look(page, running, 'mail-050');
      await checked(running);
      const shown = page.evaluate<number>(WHEN_SHOWN);
      const text = `The shop, ${performance.now()}`;
      const before = Date.now();
      writeFileSync(join(emails(100), '_partials', 'footer.html'), `<p>${text}</p>`);
      const figure = (await shown - before) / 1_000;
      await page.frameLocator('.stage iframe:not(.loading)').getByText(text).waitFor();
      await stop(running);
      return { figure };
    }),
  },
];

export const commandLine: readonly Case[] = [
  ...inChromium,
  {
    key: 'check',
    name: 'check of 500 emails of 20 KB',
    against: 'seconds of the whole process',
    most: 2,
    repeat: 5,
    run: async () => {
      const before = performance.now();
      const child = command('check', emails(500));
      child.stdout!.resume();
      await once(child, 'exit');
      return { figure: (performance.now() - before) / 1_000 };
    },
  },
  {
    key: 'preview-start',
    name: 'preview of 100 emails, from the start of the process to the first mail',
    against: 'seconds',
    most: 1,
    repeat: 5,
    run: async () => {
      const before = performance.now();
      const running = await preview(100);
      await Promise.all(['', 'page.js', 'page.css', 'api/emails'].map(path => fetch(running.url + path)));
      await show(running, 'mail-000');
      const figure = (performance.now() - before) / 1_000;
      await stop(running);
      return { figure };
    },
  },
  {
    key: 'preview-save',
    name: 'preview of 100 emails, from the save of a partial to the new mail',
    against: 'seconds',
    most: 0.2,
    repeat: 5,
    run: async () => {
      const running = await preview(100);
      await show(running, 'mail-050');
      await checked(running);
      const partial = join(emails(100), '_partials', 'footer.html');
      const text = `<p>The shop, ${performance.now()}</p>`;
      let before = 0;
      await changed(running.url, 'mail-050', () => {
        before = performance.now();
        writeFileSync(partial, text);
      });
      const mail = await show(running, 'mail-050');
      const figure = (performance.now() - before) / 1_000;
      await stop(running);
      if (!mail.includes(text)) throw new Error('the mail is the one before the save');
      return { figure };
    },
  },
  {
    key: 'preview-memory',
    name: 'memory of preview with 500 emails of 20 KB, all of them checked, 20 of them shown',
    against: 'MB of the whole process',
    most: 400,
    repeat: 1,
    run: async () => {
      const running = await preview(500);
      await checked(running);
      for (let index = 0; index < 20; index++) await show(running, `mail-${String(index).padStart(3, '0')}`);
      const figure = residentMegabytes(running.child.pid!);
      await stop(running);
      return { figure };
    },
  },
];

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
}
