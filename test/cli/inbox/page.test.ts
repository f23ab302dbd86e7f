import { Browser, Page } from 'playwright-core';
import { aMail, BOUNCE, INVALID_RECIPIENT, RENDERING_FAILURE, UNKNOWN_TEMPLATE, UNNOTICED_FAILURE } from './mails';
import { InboxStandIn, startInboxStandIn } from './stand-in';
import { launchBrowser } from '../../support/browser';
import { describePage } from '../preview/support';

const SENT = aMail({ id: 'sent' });

describePage('the inbox', () => {
  let browser: Browser;
  let page: Page;
  let inbox: InboxStandIn;

  beforeAll(async () => { browser = await launchBrowser(); });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    inbox = await startInboxStandIn();
    page = await browser.newPage();
  });
  afterEach(async () => {
    await page.close();
    await inbox.close();
  });

  const items = () => page.locator('#list a');
  const arrived = async (count: number) => items().nth(count - 1).waitFor();
  const openMail = async (id: string) => {
    await page.goto(`${inbox.url}#${id}`);
    await page.locator(`#main[data-mail=${id}]`).waitFor();
  };
  const text = async (selector: string) => (await page.locator(selector).innerText()).replace(/\s+/g, ' ').trim();

  test('shows mails as they arrive, the newest first, and announces them', async () => {
    await page.goto(inbox.url);
    await page.getByText('No mail yet').waitFor();
    expect(await page.locator('#environment').textContent()).toBe('AWS_ENDPOINT_URL_SES=http://127.0.0.1:8585\nAWS_ENDPOINT_URL_SESV2=http://127.0.0.1:8585');
    expect(await page.locator('#deployed').textContent()).toBe('emails: 2 templates, one configuration set');
    await page.locator('#live', { hasText: 'listening' }).waitFor();
    inbox.arrive(SENT);
    await arrived(1);
    inbox.arrive(BOUNCE);
    await arrived(2);
    expect(await page.locator('#list .to').allTextContents()).toEqual(['bounce@simulator.amazonses.com, linus@example.com', 'zoe@example.com']);
    expect(await page.locator('#status').textContent()).toBe('New mail: bounce, to bounce@simulator.amazonses.com, linus@example.com');
  });

  test('says how many mails made room for newer ones', async () => {
    await page.goto(inbox.url);
    await page.locator('#live', { hasText: 'listening' }).waitFor();
    inbox.arrive(SENT);
    inbox.arrive(BOUNCE);
    await arrived(2);
    expect(await text('#list-note')).toBe('');
    inbox.drop(1);
    await page.locator('#list-note', { hasText: 'One older mail was removed: the inbox keeps 1000.' }).waitFor();
    expect(await items().count()).toBe(1);
  });

  test('a rendering failure stands out, with its frame, and with who gets the event', async () => {
    inbox.arrive(SENT, RENDERING_FAILURE);
    await openMail(RENDERING_FAILURE.id);
    expect(await Promise.all((await items().all()).map(item => item.getAttribute('class')))).toEqual(['failed error', '']);
    expect(await page.title()).toBe('(1 failed) Inbox');
    expect(await text('#list .failed .what')).toBe('Attribute \'order.total\' is not present in the rendering data.');
    expect(await text('.failure strong')).toBe('SES accepted the call, and sends nothing: the mail cannot be rendered.');
    expect(await page.locator('.failure pre').textContent()).toContain('> 88 | <td align="right">Total {{order.total}}</td>');
    expect(await text('.failure .where')).toBe('emails/order-confirmation/body.html:88:34');
    expect(await text('.failure .known')).toBe('The caller got a message id. The event goes to failures.');
    expect(await page.locator('#panel').textContent()).toContain('"firstName": "Zoë"');
  });

  test.each([
    [UNNOTICED_FAILURE, 'The caller got a message id, and nobody else learns of it: the call names no configuration set.'],
    [{ ...UNNOTICED_FAILURE, configurationSet: 'order-mails' }, 'The caller got a message id, and nobody else learns of it: no destination of order-mails has the event RENDERING_FAILURE.'],
    [UNKNOWN_TEMPLATE, 'In AWS, only the caller sees this error.'],
  ])('says who learns of a failure: %#', async (mail, known) => {
    inbox.arrive(mail);
    await openMail(mail.id);
    expect(await text('.failure .known')).toBe(known);
  });

  test('a refused call shows the error of SES', async () => {
    inbox.arrive(UNKNOWN_TEMPLATE, INVALID_RECIPIENT);
    await openMail(UNKNOWN_TEMPLATE.id);
    expect(await page.locator('#list .badge').allTextContents()).toEqual(['refused: InvalidParameterValue', 'refused: NotFoundException']);
    expect(await text('.failure strong')).toBe('The call was refused: NotFoundException');
    await page.keyboard.press('5');
    expect(await text('#panel')).toBe('SES publishes no event about this call.');
  });

  test('shows the events of a mail, each with the destinations that get it, and what happened to each recipient', async () => {
    inbox.arrive(BOUNCE);
    await openMail(BOUNCE.id);
    await page.keyboard.press('5');
    expect(await text('.events')).toBe('Send No destination of marketing gets it. JSON Bounce failures SNS mail-failures events EventBridge default JSON');
    expect(await page.locator('#envelope .outcome').allTextContents()).toEqual(['bounce', 'delivery']);
  });

  test('filters by recipient, template, configuration set, tag and failure', async () => {
    inbox.arrive(SENT, BOUNCE, UNKNOWN_TEMPLATE);
    await page.goto(inbox.url);
    await arrived(3);
    const shown = async () => Promise.all((await items().all()).map(async item => (await item.getAttribute('href'))!.slice(1)));
    await page.fill('#recipient', 'LINUS');
    expect(await shown()).toEqual(['bounce']);
    await page.fill('#recipient', '');
    for (const [select, value, expected] of [
      ['#template', 'order-conformation', ['unknown-template']], ['#configurationSet', 'marketing', ['bounce']], ['#tag', 'campaign: orders', ['sent']],
    ] as const) {
      await page.selectOption(select, value);
      expect(await shown()).toEqual(expected);
      await page.selectOption(select, '');
    }
    await page.click('#show-failed');
    expect(await shown()).toEqual(['unknown-template']);
    expect(await text('#show-failed')).toBe('Failed 1');
    await page.fill('#recipient', 'nobody else');
    await page.getByText('No mail matches the filters.').waitFor();
  });

  test('works by the keyboard alone', async () => {
    inbox.arrive(SENT, BOUNCE);
    await page.goto(inbox.url);
    await arrived(2);
    await page.keyboard.press('j');
    await page.locator('#main[data-mail=bounce]').waitFor();
    await page.keyboard.press('j');
    await page.locator('#main[data-mail=sent]').waitFor();
    await page.keyboard.press('2');
    expect(await page.locator('#panel').textContent()).toBe('Thank you, Zoë. We have your order.');
    await page.keyboard.press('3');
    expect(await page.locator('#panel').textContent()).toContain('Subject: Order TK-20418');
    await page.keyboard.press('1');
    await page.keyboard.press('p');
    await page.locator('.stage.phone iframe:not(.loading)').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('linus');
    await page.keyboard.press('Enter');
    await page.locator('#main[data-mail=bounce]').waitFor();
  });

  test('clears the inbox', async () => {
    inbox.arrive(SENT);
    await openMail('sent');
    await page.click('#clear');
    await page.getByText('No mail yet').waitFor();
    expect(inbox.cleared).toBe(1);
  });

  test('a mail runs no script, and remote images load only once they are switched on', async () => {
    inbox.arrive(aMail({ id: 'evil', html: `<script>parent.document.title = "taken"</script><img src="${inbox.url}pixel.png" alt=""><p id="text">Hello</p>` }));
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url()));
    page.on('requestfailed', request => asked.splice(asked.indexOf(request.url()), 1));
    await openMail('evil');
    await page.frameLocator('.stage iframe:not(.loading)').locator('#text').waitFor();
    expect(asked.filter(url => url.endsWith('pixel.png'))).toEqual([]);
    expect(await page.title()).toBe('Inbox');
    const request = page.waitForRequest(/pixel\.png$/);
    await page.click('#images');
    await request;
  });

  test('is readable on a phone: the list, then the mail, with nothing to scroll sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    inbox.arrive(SENT, RENDERING_FAILURE);
    await page.goto(inbox.url);
    await arrived(2);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await items().first().click();
    await page.locator('.failure').waitFor();
    expect(await page.locator('#list').isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.click('#back');
    await page.locator('#list').waitFor();
  });
});
