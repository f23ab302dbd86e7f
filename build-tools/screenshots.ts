import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser';

const FOLDER = 'docs/images';

interface Picture {
  readonly file: string;
  readonly email: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly scheme: 'light' | 'dark';
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const DESKTOP = { width: 1280, height: 800 };
const PICTURES: readonly Picture[] = [
  { file: 'preview.png', email: 'order-confirmation', size: DESKTOP, scheme: 'light' },
  {
    file: 'preview-dark.png',
    email: 'order-confirmation',
    size: DESKTOP,
    scheme: 'dark',
    act: async page => {
      await page.keyboard.press('d');
      await page.keyboard.press('p');
    },
  },
  {
    file: 'preview-failure.png',
    email: 'welcome',
    size: DESKTOP,
    scheme: 'light',
    act: page => page.fill('#data', '{\n  "customer": { "firstname": "Siobhán" },\n  "voucher": { "code": "FIRSTPOT-7K2Q" }\n}'),
  },
  { file: 'preview-phone.png', email: 'welcome', size: { width: 390, height: 844 }, scheme: 'light' },
];

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const bundle = resolve('assets/cli/cdk-ses-templates.js');
  const preview = spawn(process.execPath, [bundle, 'preview'], { cwd: 'examples/order-mails', stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await once(preview.stdout, 'data');
  const [url] = /http:\/\/\S+\//.exec(String(output))!;
  const browser = await launchBrowser();
  try {
    for (const { file, email, size, scheme, act } of PICTURES) {
      const page = await browser.newPage({ viewport: size, colorScheme: scheme });
      await page.goto(`${url}#${email}`);
      await page.locator(`#main[data-email=${email}]`).waitFor();
      await act?.(page);
      // Until frames and marks are there.
      await page.waitForTimeout(1_500);
      await page.screenshot({ path: `${FOLDER}/${file}` });
      await page.close();
    }
  } finally {
    await browser.close();
    preview.kill();
  }
}

void main();
