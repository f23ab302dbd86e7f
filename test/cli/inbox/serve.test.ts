import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SendBulkTemplatedEmailCommand, SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { temporaryFolder } from '../../support/synth';
import { describePage, RunningPreview, runCommand } from '../preview/support';
import { WELCOME, writeFiles } from '../support';

const SOURCE = 'Shop <shop@example.com>';

describePage('the inbox of serve', () => {
  let parent: string;
  let serving: RunningPreview;
  let browser: Browser;
  let page: Page;
  let ses: SESClient;

  beforeAll(async () => {
    parent = realpathSync(temporaryFolder());
    const folder = mkdtempSync(join(parent, 'serve-'));
    writeFiles(folder, WELCOME);
    serving = await runCommand(folder, 'serve', '--port', '0');
    ses = new SESClient({ endpoint: serving.url.replace(/\/$/, ''), region: 'eu-west-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
    browser = await launchBrowser();
    page = await browser.newPage();
    page.setDefaultTimeout(8_000);
  });
  afterAll(async () => {
    await browser?.close();
    ses.destroy();
    expect(await serving.stop()).toBe(0);
    rmSync(parent, { recursive: true });
  });

  test('shows what the SDK sends, and what SES would not send', async () => {
    await page.goto(serving.url);
    await page.locator('#live', { hasText: 'listening' }).waitFor();
    await ses.send(new SendBulkTemplatedEmailCommand({
      Source: SOURCE,
      Template: 'welcome',
      DefaultTemplateData: '{}',
      Destinations: [
        { Destination: { ToAddresses: ['ada@example.com'] }, ReplacementTemplateData: '{ "name": "Ada" }' },
        { Destination: { ToAddresses: ['grace@example.com'] }, ReplacementTemplateData: '{ "nam": "Grace" }' },
      ],
    }));
    await expect(ses.send(new SendTemplatedEmailCommand({
      Source: SOURCE, Destination: { ToAddresses: ['linus@example.com'] }, Template: 'welcom', TemplateData: '{}',
    }))).rejects.toThrow('Template welcom does not exist');

    await page.locator('#list a', { hasText: 'linus@example.com' }).and(page.locator('.failed.error')).waitFor();
    await page.locator('#list a', { hasText: 'ada@example.com' }).click();
    await page.locator('#name', { hasText: 'Welcome, Ada' }).waitFor();
    await page.frameLocator('.stage iframe:not(.loading)').getByText('Welcome, Ada.').waitFor();
    await page.keyboard.press('3');
    await page.locator('#panel', { hasText: 'Subject: Welcome, Ada' }).waitFor();

    await page.locator('#list a', { hasText: 'grace@example.com' }).click();
    await page.locator('.failure pre', { hasText: '{{name}}' }).waitFor();
    expect(await page.locator('.failure .where').first().innerText()).toMatch(/^emails\/welcome\//);
    expect(await page.locator('.failure .known').innerText())
      .toBe('The caller got a message id, and nobody else learns of it: the call names no configuration set.');
    await page.keyboard.press('5');
    await page.locator('.events h3', { hasText: 'Rendering Failure' }).waitFor();
  });
});
