import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Page } from 'playwright-core';
import { exampleInbox } from './screenshots-inbox';
import { launchBrowser } from '../test/support/browser';

const FOLDER = 'docs/images';

interface Picture {
  readonly file: string;
  /** What the address of the page ends with: the email or the mail that is open. */
  readonly open: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly scheme: 'light' | 'dark';
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const PREVIEW: readonly Picture[] = [
  { file: 'preview.png', open: 'order-confirmation', size: DESKTOP, scheme: 'light' },
  {
    file: 'preview-dark.png',
    open: 'order-confirmation',
    size: DESKTOP,
    scheme: 'dark',
    act: async page => {
      await page.keyboard.press('d');
      await page.keyboard.press('p');
    },
  },
  {
    file: 'preview-failure.png',
    open: 'welcome',
    size: DESKTOP,
    scheme: 'light',
    act: page => page.fill('#data', '{\n  "customer": { "firstname": "Siobhán" },\n  "voucher": { "code": "FIRSTPOT-7K2Q" }\n}'),
  },
  { file: 'preview-phone.png', open: 'welcome', size: PHONE, scheme: 'light' },
  { file: 'preview-review.png', open: 'order-confirmation', size: DESKTOP, scheme: 'light', act: page => page.keyboard.press('5') },
];

const INBOX: readonly Picture[] = [
  { file: 'inbox.png', open: 'order', size: DESKTOP, scheme: 'light' },
  { file: 'inbox-failure.png', open: 'failure', size: DESKTOP, scheme: 'light' },
  { file: 'inbox-dark.png', open: 'bounce', size: DESKTOP, scheme: 'dark', act: page => page.keyboard.press('5') },
  { file: 'inbox-phone.png', open: '', size: PHONE, scheme: 'light' },
];

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const bundle = resolve('assets/cli/cdk-ses-templates.js');
  const preview = spawn(process.execPath, [bundle, 'preview'], { cwd: 'examples/order-mails', stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await once(preview.stdout, 'data');
  const [url] = /http:\/\/\S+\//.exec(String(output))!;
  const inbox = await exampleInbox();
  try {
    await take(url, PREVIEW);
    await take(inbox.url, INBOX);
  } finally {
    preview.kill();
    await inbox.close();
  }
}

async function take(url: string, pictures: readonly Picture[]): Promise<void> {
  const browser = await launchBrowser();
  try {
    for (const { file, open, size, scheme, act } of pictures) {
      const page = await browser.newPage({ viewport: size, colorScheme: scheme });
      await page.goto(`${url}#${open}`);
      if (open !== '') await page.locator(`#main[data-email="${open}"], #main[data-mail="${open}"]`).waitFor();
      await act?.(page);
      // Until frames and marks are there.
      await page.waitForTimeout(1_500);
      await page.screenshot({ path: `${FOLDER}/${file}` });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

void main();
