import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, Page } from 'playwright-core';
import { describePage, RunningPreview, runPreview } from './support';
import { launchBrowser } from '../../support/browser';
import { temporaryFolder } from '../../support/synth';
import { writeFiles } from '../support';

const WORD = 'Outlook 2007–2019';

/** Each finding, and nothing else, is found in its mail. */
const MAILS: ReadonlyArray<[name: string, body: string, findings: string[]]> = [
  ['fine', `<h1 style="color:#333">Hello</h1><p style="position:relative;display:block;opacity:1;box-shadow:none">x</p>
    <div style="display:none;color:#fff">The preheader</div><div style="max-height:0;overflow:hidden;color:#fefefe">Another preheader</div>
    <table role="presentation"><tr><td bgcolor="#000000" style="color:#fff">Light on dark</td></tr></table>
    <table><caption>Items</caption><tr><td>Tea</td></tr></table>
    <p style="background:#777"><span style="color:#fff;font-size:24px">Large</span></p>
    <a href="https://shop.example.com/order">www.example.com</a> <a href="mailto:a@example.com">a@example.com</a> <img src="cid:a" alt=""> <img src="https://example.com/open.gif" width="1" height="1">`, []],
  ['styles', `<style>.card { position: absolute } @media (max-width: 400px) { p { display: grid } } @font-face { font-family: x; src: url(x.woff) }
    p { animation: x 1s; transform: rotate(1deg) }</style><h1>Hello</h1><p class="card">Card</p>
    <div style="display:flex">Flex</div><div style="background:url(https://example.com/a.png)">On an image</div><div style="width:var(--a)">Variable</div>
    <div style="box-shadow:0 0 1px #000">Shadow</div><div style="border-radius:4px">Round</div><div style="opacity:.9">Opaque</div>`, [
    `warning position is ignored: the element stays where it is in the text. Gmail, ${WORD}, Yahoo Mail <p class="card"> Card`,
    `warning display: flex is ignored: the columns are below each other. ${WORD}, Gmail apps with other accounts <div> Flex`,
    `warning display: grid is ignored: the columns are below each other. Gmail, ${WORD}, Yahoo Mail <p class="card"> Card`,
    `warning A background image is not displayed: text on it needs a background colour, too. ${WORD} <div> On an image`,
    `warning CSS variables are not defined: each var() needs a fallback, or the value itself. Gmail, ${WORD}, Outlook.com, Yahoo Mail <div> Variable`,
    `info box-shadow is ignored. Gmail, ${WORD}, Yahoo Mail <div> Shadow`,
    `info border-radius is ignored: corners are square. ${WORD} <div> Round`,
    `info opacity is ignored: the element is opaque. ${WORD}, Yahoo Mail <div> Opaque`,
    `info transform is ignored. Gmail, ${WORD}, Outlook.com, Yahoo Mail <p class="card"> Card`,
    `info Animations do not run. Gmail, ${WORD}, Outlook.com, Yahoo Mail <p class="card"> Card`,
    `info Web fonts are not loaded: the text appears in the next font of the list. Gmail, ${WORD}, Outlook.com, Yahoo Mail <head>`,
  ]],
  ['elements', `<h1>Hello</h1><link rel="stylesheet" href="https://example.com/a.css"><video></video><form></form><svg></svg>
    <img alt="" src="https://example.com/a.svg?b"><img alt="" src="https://example.com/a.webp"><img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`, [
    'warning A linked stylesheet is removed: its styles must be in the mail. Gmail, Outlook.com, Yahoo Mail <link rel="stylesheet" href="https://example.com/a.css">',
    `warning <video> is removed: show an image that links to the video. Gmail, ${WORD}, Outlook.com, Yahoo Mail <video>`,
    `warning A form cannot be sent: link to a page that has it. ${WORD}, Outlook.com, Yahoo Mail on iOS <form>`,
    `warning <svg> is removed: use a PNG. Gmail, ${WORD}, Outlook.com, Yahoo Mail <svg>`,
    `warning SVG images are not displayed: use a PNG. Gmail, ${WORD} <img alt="" src="https://example.com/a.svg?b">`,
    `warning WebP images are not displayed: use a PNG or JPEG. ${WORD} <img alt="" src="https://example.com/a.webp">`,
    'warning Images in data: URLs are not displayed: link to the image. Outlook 2007–2016, Gmail on iOS <img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  ]],
  ['readers', `<h1>Hello</h1><h3>Level</h3><p style="color:#999">Faint</p><p style="background:#777"><span style="color:#fff">Small</span></p>
    <img src="https://example.com/a.png"><table><tr><td>Layout</td></tr></table>`, [
    'warning An image has no alt: screen readers read its address. Describe it, or write alt="" for decoration. <img src="https://example.com/a.png">',
    'warning The contrast of #999999 on #ffffff is 2.85:1, and text of this size needs 4.5:1. <p> Faint',
    'warning The contrast of #ffffff on #777777 is 4.48:1, and text of this size needs 4.5:1. <span> Small',
    'info A level of headings is left out. <h3> Level',
    'info A table for the layout is read as a table: write role="presentation". <table> Layout',
  ]],
  ['links', `<h1>Hello</h1><a href="#">Nowhere</a><a href="https://evil.example/x">https://www.bank.com/login</a><a href="https://example.com/"><img alt="" src="cid:a"></a>
    <a href="https://example.com/">Click here</a><a href="http://example.com/">Shop</a>`, [
    'warning The link leads nowhere. <a href="#"> Nowhere',
    'warning The text of the link is an address of another site, as in phishing mails. <a href="https://evil.example/x"> https://www.bank.com/login',
    'warning The link has no text: give its image an alt. <a href="https://example.com/">',
    'info The text of the link does not say where it leads. <a href="https://example.com/"> Click here',
    'info The link is not encrypted: use https. <a href="http://example.com/"> Shop',
  ]],
];

describePage('the review', () => {
  let parent: string;
  let preview: RunningPreview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    parent = realpathSync(temporaryFolder());
    const folder = mkdtempSync(join(parent, 'review-'));
    writeFiles(folder, Object.fromEntries(MAILS.flatMap(([name, body]) => [
      [`emails/${name}/subject.txt`, 'Hello'], [`emails/${name}/body.html`, `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>${body}</body></html>`],
    ])));
    writeFiles(folder, { 'emails/bare/subject.txt': 'Hello', 'emails/bare/body.html': `<body>${'<p>A long text without a heading.</p>'.repeat(30)}</body>` });
    preview = await runPreview(folder);
    browser = await launchBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    expect(await preview.stop()).toBe(0);
    rmSync(parent, { recursive: true });
  });

  const review = async (name: string) => {
    await page.goto(`${preview.url}#${name}`);
    await page.locator(`#main[data-email=${name}]`).waitFor();
    await page.keyboard.press('5');
    await page.locator('.review[data-review]').waitFor();
    const items = await page.locator('.review li').allInnerTexts();
    return items.map(text => text.replace(/Explanation\s*/, '').replace(/\s+/g, ' ').trim());
  };

  test.each(MAILS)('finds in the mail "%s" what its readers may miss', async (name, _, findings) => {
    expect(await review(name)).toEqual(findings);
  });

  test('asks for a language and a heading, and explains why', async () => {
    expect(await review('bare')).toEqual([
      'warning The mail names no language, so screen readers guess it: write <html lang="en">. <html>',
      'info The mail has no heading, by which screen readers move through it. <body>',
    ]);
    expect(await page.locator('.review a').first().getAttribute('href')).toBe('https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html');
  });
});
