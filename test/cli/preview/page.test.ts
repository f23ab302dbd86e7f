import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Browser, Page } from 'playwright-core';
import { describePage, RunningPreview, runPreview } from './support';
import { launchBrowser } from '../../support/browser';
import { temporaryFolder } from '../../support/synth';
import { writeFiles } from '../support';

const LONG = Array.from({ length: 80 }, (_, index) => `<p>Paragraph ${index} for {{{name}}}.</p>`).join('\n');
const FILES = {
  'emails/welcome/subject.txt': 'Welcome, {{name}}',
  'emails/welcome/body.html': `<html lang="en"><head><title>x</title></head><body>${LONG}{{> footer}}</body></html>`,
  'emails/welcome/body.txt': 'Welcome, {{name}}. {{> footer}}',
  'emails/welcome/sample.json': '{ "name": "Ada" }',
  'emails/welcome/sample.long.json': '{ "name": "Wolfeschlegelsteinhausenbergerdorff" }',
  'emails/_partials/footer.html': '<p id="footer">The old footer</p>',
  'emails/_partials/footer.txt': 'The old footer',
  'emails/broken/subject.txt': 'Hello',
  'emails/broken/body.html': '<p>{{#each items}}</p>',
  'emails/dark/subject.txt': 'Dark',
  'emails/dark/body.html': '<html lang="en"><head><style>@media (prefers-color-scheme: dark) { p { color: rgb(1, 2, 3); } }</style></head><body><p>Hi</p></body></html>',
  'emails/evil/subject.txt': 'Evil',
  'emails/evil/body.html': '<html lang="en"><head><meta http-equiv="refresh" content="0;url=http://192.0.2.1/refresh"><link rel="preconnect" href="http://192.0.2.1">'
    + '<link rel="stylesheet" href="http://192.0.2.1/a.css"></head><body onload="document.title=1"><script>parent.document.title = "taken"</script>'
    + '<img alt="" src="http://192.0.2.1/pixel.png" onerror="parent.document.title=\'taken\'"><form action="http://192.0.2.1/"><button id="go">Go</button></form>'
    + '<a id="link" href="http://192.0.2.1/link" target="_top">Link</a></body></html>',
};

describePage('the page', () => {
  let parent: string;
  let folder: string;
  let preview: RunningPreview;
  let browser: Browser;
  let page: Page;
  /** Stands for another machine, and keeps what it is asked for. */
  let elsewhere: Server;
  const asked: string[] = [];

  beforeAll(async () => {
    parent = realpathSync(temporaryFolder());
    browser = await launchBrowser();
    elsewhere = createServer((request, response) => {
      asked.push(request.url!);
      response.end();
    });
    elsewhere.on('connection', () => asked.push('connection'));
    await new Promise<void>(resolve => { elsewhere.listen(0, '127.0.0.1', resolve); });
  });
  afterAll(async () => {
    await browser?.close();
    elsewhere?.closeAllConnections();
    elsewhere?.close();
    rmSync(parent, { recursive: true });
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(parent, 'preview-'));
    const { port } = elsewhere.address() as AddressInfo;
    writeFiles(folder, Object.fromEntries(Object.entries(FILES).map(([path, text]) => [path, text.replaceAll('192.0.2.1', `127.0.0.1:${port}`)])));
    preview = await runPreview(folder);
    page = await browser.newPage();
    asked.length = 0;
  });
  afterEach(async () => {
    await page.close();
    expect(await preview.stop()).toBe(0);
  });

  const open = async (name: string) => {
    await page.goto(`${preview.url}#${name}`);
    await page.locator(`#main[data-email=${name}]`).waitFor();
  };
  const frame = "document.querySelector('.stage iframe:not(.loading)').contentWindow";
  const mail = () => page.frameLocator('.stage iframe:not(.loading)');
  const file = (name: string) => join(folder, 'emails', name);

  test('lists the emails with their errors, and shows the first as SES would send it', async () => {
    await page.goto(preview.url);
    await page.locator('#list a', { hasText: 'broken' }).locator('[aria-label="1 error"]').waitFor();
    expect(await page.locator('#list a > span:first-child').allTextContents()).toEqual(['broken', 'dark', 'evil', 'welcome']);
    expect(await page.locator('.failure').textContent()).toContain('{{#each items}} is never closed.');

    await open('welcome');
    expect(await page.locator('#subject').textContent()).toBe('Welcome, Ada');
    expect(await mail().locator('p').first().textContent()).toBe('Paragraph 0 for Ada.');
  });

  test('works by the keyboard alone', async () => {
    await open('dark');
    await page.keyboard.press('k');
    await page.locator('#name', { hasText: 'broken' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('welc');
    await page.keyboard.press('Enter');
    await page.locator('#main[data-email=welcome]').waitFor();
    expect(await page.locator('#list a:visible').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    expect(await page.locator('#panel').textContent()).toBe('Welcome, Ada. The old footer');
    await page.keyboard.press('4');
    expect(await page.locator('#panel').textContent()).toContain('Content-Type: multipart/alternative;');
    await page.keyboard.press('3');
    expect(await page.locator('.source-file').allTextContents()).toEqual(['emails/welcome/subject.txt', 'emails/welcome/body.html', 'emails/welcome/body.txt']);
    await page.keyboard.press('1');
    await page.keyboard.press('p');
    await page.waitForFunction("document.querySelector('.stage.phone iframe:not(.loading)')?.getBoundingClientRect().width === 390");
    await page.keyboard.press('v');
    await page.locator('#subject', { hasText: 'Welcome, Wolfeschlegelsteinhausenbergerdorff' }).waitFor();
  });

  test('renders edited data as SES would, says what fails, and saves it on demand only', async () => {
    await open('welcome');
    await page.fill('#data', '{ "name": "Grace" }');
    await page.locator('#subject', { hasText: 'Welcome, Grace' }).waitFor();
    await page.fill('#data', '{ "nam": "Grace" }');
    await page.locator('.failure', { hasText: 'Attribute \'name\' is not present in the rendering data.' }).first().waitFor();
    expect(await page.locator('#variables .missing').textContent()).toBe('name');
    await page.fill('#data', '{ "name": }');
    await page.locator('#data-problem', { hasText: 'Line 1, column 11: must be JSON: "}" is found instead of a value' }).waitFor();
    expect(readFileSync(file('welcome/sample.json'), 'utf8')).toBe('{ "name": "Ada" }');

    await page.fill('#data', '{ "name": "Grace" }');
    await page.keyboard.press('Control+s');
    await page.locator('#save[disabled]').waitFor();
    expect(readFileSync(file('welcome/sample.json'), 'utf8')).toBe('{ "name": "Grace" }');
  });

  test('shows a saved partial at once, at the same scroll position', async () => {
    await open('welcome');
    await mail().locator('#footer').waitFor();
    await page.evaluate(`${frame}.scrollTo(0, 700)`);
    writeFileSync(file('_partials/footer.html'), '<p id="footer">The new footer</p>');
    await mail().locator('#footer', { hasText: 'The new footer' }).waitFor();
    expect(await page.evaluate(`${frame}.scrollY`)).toBe(700);
  });

  test('follows emails that come and go', async () => {
    await open('welcome');
    writeFiles(folder, { 'emails/added/subject.txt': 'Added', 'emails/added/body.txt': 'Added' });
    await page.locator('#list a', { hasText: 'added' }).waitFor();
    rmSync(file('welcome'), { recursive: true });
    await page.locator('#name', { hasText: 'added' }).waitFor();
  });

  test('shows dark mode with the mail\'s own styles, or inverted', async () => {
    const colour = () => page.evaluate(`${frame}.getComputedStyle(${frame}.document.querySelector('p')).color`);
    await open('dark');
    await page.click('#dark');
    await page.locator('.emulation', { hasText: 'own styles' }).waitFor();
    expect(await colour()).toBe('rgb(1, 2, 3)');
    await page.click('#dark');
    await page.locator('.emulation').waitFor({ state: 'detached' });
    expect(await colour()).toBe('rgb(0, 0, 0)');
    await open('welcome');
    await page.click('#dark');
    await page.locator('.emulation', { hasText: 'inverted' }).waitFor();
  });

  test('a mail runs no script, loads nothing from elsewhere, and leads nowhere', async () => {
    await open('evil');
    await mail().locator('#link').waitFor();
    await mail().locator('#link').click();
    await page.locator('#status', { hasText: /^This link leads to http:.*\/link$/ }).waitFor();
    await mail().locator('#go').click();
    await page.waitForTimeout(300);
    expect(await page.title()).toBe('evil · emails');
    expect(page.url()).toBe(`${preview.url}#evil`);
    expect(asked).toEqual([]);
  });

  test('loads remote images only once they are switched on', async () => {
    await open('evil');
    await mail().locator('#link').waitFor();
    expect(asked).toEqual([]);
    const response = page.waitForResponse(/pixel\.png$/);
    await page.click('#images');
    await response;
    expect(asked).toContain('/pixel.png');
  });

  test('is readable on a phone, with nothing to scroll sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open('welcome');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.click('#toggle-list');
    await page.locator('#list a', { hasText: 'dark' }).click();
    await page.locator('#subject', { hasText: 'Dark' }).waitFor();
  });
});
