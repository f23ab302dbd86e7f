import { darken, lighten } from './dark';
import { byId, element } from './dom';

export interface Look {
  readonly phone: boolean;
  readonly dark: boolean;
  readonly images: boolean;
}

/** The frame that shows a mail. The next mail loads unseen, and takes its place at the same scroll position. */
export class MailFrame {
  readonly stage = element('div', { class: 'stage' });
  private shown?: HTMLIFrameElement;
  private loading?: HTMLIFrameElement;

  /**
   * @param address of the HTML, on this server
   * @param keepScroll whether the mail before is the same one, so that its scroll position holds
   */
  show(address: string, { phone, dark, images }: Look, keepScroll: boolean): void {
    this.loading?.remove();
    this.stage.classList.toggle('phone', phone);
    const frame = element('iframe', { class: 'loading', sandbox: 'allow-same-origin', title: 'The mail' });
    frame.classList.toggle('dark', dark);
    frame.addEventListener('load', () => {
      const mail = frame.contentDocument;
      if (this.loading !== frame || !mail?.body) return;
      const emulation = dark ? darken(mail) : void lighten(mail);
      const scroll = keepScroll ? this.shown?.contentWindow?.scrollY ?? 0 : 0;
      frame.contentWindow!.scrollTo(0, scroll);
      frame.classList.remove('loading');
      this.shown?.remove();
      this.shown = frame;
      this.loading = undefined;
      this.stage.querySelector('.emulation')?.remove();
      if (emulation) this.stage.append(element('p', { class: 'emulation' }, emulation === 'inverted' ? 'dark: inverted by the mail program' : 'dark: the mail’s own styles'));
      keepInside(mail);
      this.stage.dataset.shown = address;
    });
    this.loading = frame;
    frame.src = `${address}${images ? '?images=1' : ''}`;
    this.stage.append(frame);
  }
}

/** A link says where it leads, and leads nowhere. */
function keepInside(mail: Document): void {
  mail.addEventListener('click', event => {
    const link = (event.target as Element | null)?.closest?.('a[href], area[href]');
    if (!link) return;
    event.preventDefault();
    byId('status').textContent = `This link leads to ${link.getAttribute('href')}`;
    byId('link').textContent = `Link to ${link.getAttribute('href')}`;
  });
  mail.addEventListener('keydown', event => document.dispatchEvent(new KeyboardEvent('keydown', event)));
}
