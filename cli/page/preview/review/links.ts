import { Finding } from './finding';

const VAGUE = /^(?:click here|here|read more|more|link|this link|hier|hier klicken|mehr|weiterlesen)\W*$/i;
/** A text that is itself an address. */
const ADDRESS = /^\s*(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?:[/?#]\S*)?\s*$/i;

/** Links that lead nowhere, or that readers and filters distrust. */
export function links(mail: Document): Finding[] {
  const all = [...mail.querySelectorAll<HTMLAnchorElement>('a[href], area[href]')];
  const addressOf = (link: Element) => link.getAttribute('href')!.trim();
  const finding = (severity: Finding['severity'], message: string, elements: readonly Element[]): Finding[] =>
    elements.length === 0 ? [] : [{ group: 'Links', severity, message, elements }];
  return [
    ...finding('warning', 'The link leads nowhere.', all.filter(link => /^#?$/.test(addressOf(link)))),
    ...finding('warning', 'Mail programs remove links that run scripts.', all.filter(link => /^javascript:/i.test(addressOf(link)))),
    ...finding('warning', 'The text of the link is an address of another site, as in phishing mails.', all.filter(link => isElsewhere(link.textContent, addressOf(link)))),
    ...finding('warning', 'The link has no text: give its image an alt.', all.filter(link => nameOf(link) === '')),
    ...finding('info', 'The text of the link does not say where it leads.', all.filter(link => VAGUE.test(nameOf(link)))),
    ...finding('info', 'The link is not encrypted: use https.', all.filter(link => /^http:/i.test(addressOf(link)))),
  ];
}

function nameOf(link: Element): string {
  const alts = [...link.querySelectorAll('img')].map(image => image.alt);
  return (link.getAttribute('aria-label') ?? link.getAttribute('alt') ?? [link.textContent, ...alts].join(' ')).trim();
}

function isElsewhere(text: string | null, address: string): boolean {
  const shown = ADDRESS.exec(text ?? '')?.[1].toLowerCase();
  const host = /^https?:\/\/([^/?#:]+)/i.exec(address)?.[1].toLowerCase();
  if (shown === undefined || host === undefined) return false;
  const site = (name: string) => name.split('.').slice(-2).join('.');
  return site(shown) !== site(host);
}
