/** The inbox of `cdk-ses-templates serve`. */
import { api, InboxEvent, MailDetails, MailSummary } from './api';
import { dataText, envelope, eventList, failure } from './details';
import { choices, Filters, isFailed, matches, Status } from './filters';
import { mailItem, problemOf } from './list';
import { byId, element } from '../shared/dom';
import { MailFrame } from '../shared/frame';
import { connectTabs } from '../shared/tabs';

type Tab = 'html' | 'text' | 'source' | 'data' | 'events';
const TABS: readonly Tab[] = ['html', 'text', 'source', 'data', 'events'];
const SELECTS = ['template', 'configurationSet', 'tag'] as const;
const LABELS: Readonly<Record<typeof SELECTS[number], string>> = { template: 'Any template', configurationSet: 'Any configuration set', tag: 'Any tag' };
/** Mails of a bulk call arrive at once. */
const RELOAD_DELAY = 80;

const frame = new MailFrame();
const recipient = byId<HTMLInputElement>('recipient');
const look = { phone: sessionStorage.phone === 'true', dark: sessionStorage.dark === 'true', images: false };

let mails: readonly MailSummary[] = [];
let dropped = 0;
let keep = 0;
let mail: MailDetails | undefined;
let tab: Tab = TABS.find(name => name === sessionStorage.inboxTab) ?? 'html';
let status: Status = 'all';

const selected = (name: typeof SELECTS[number]) => byId<HTMLSelectElement>(name).value;

function filters(): Filters {
  return { recipient: recipient.value, template: selected('template'), configurationSet: selected('configurationSet'), tag: selected('tag'), status };
}

function shown(): MailSummary[] {
  return mails.filter(one => matches(one, filters()));
}

async function load(): Promise<void> {
  const known = new Set(mails.map(({ id }) => id));
  const isFirst = known.size === 0;
  const list = await api.list();
  mails = list.mails;
  dropped = list.dropped;
  const offered = choices(mails);
  for (const name of SELECTS) {
    const value = selected(name);
    byId(name).replaceChildren(element('option', { value: '' }, LABELS[name]), ...offered[name].map(choice => element('option', { value: choice }, choice)));
    byId<HTMLSelectElement>(name).value = offered[name].includes(value) ? value : '';
    byId(name).hidden = offered[name].length === 0;
  }
  showList();
  if (!isFirst) announce(mails.filter(({ id }) => !known.has(id)));
}

/** For screen readers. */
function announce([newest, ...more]: readonly MailSummary[]): void {
  if (!newest) return;
  const problem = problemOf(newest);
  byId('status').textContent = `${more.length > 0 ? `${more.length + 1} new mails; the last: ` : 'New mail: '}`
    + `${problem === undefined ? newest.subject ?? '' : problem}, to ${newest.recipients.join(', ')}`;
}

function showList(): void {
  const list = shown();
  byId('list').replaceChildren(...list.map(one => mailItem(one, one.id === mail?.id)));
  const failed = mails.filter(isFailed).length;
  const counts: Record<Status, number> = { all: mails.length, sent: mails.length - failed, failed };
  for (const name of ['all', 'sent', 'failed'] as const) {
    const button = byId(`show-${name}`);
    button.lastElementChild!.textContent = String(counts[name]);
    button.setAttribute('aria-pressed', String(status === name));
  }
  byId('show-failed').classList.toggle('some', failed > 0);
  byId<HTMLButtonElement>('clear').disabled = mails.length === 0;
  byId('list-note').textContent = [
    mails.length > 0 && list.length === 0 && 'No mail matches the filters.',
    dropped > 0 && `${dropped === 1 ? 'One older mail was' : `${dropped} older mails were`} removed: the inbox keeps ${keep}.`,
  ].filter(Boolean).join(' ');
  byId('start').hidden = mails.length > 0;
  document.title = `${failed > 0 ? `(${failed} failed) ` : ''}Inbox`;
}

async function openFromHash(): Promise<void> {
  const id = decodeURIComponent(location.hash.slice(1));
  const known = mails.find(one => one.id === id);
  document.body.classList.toggle('reading', known !== undefined);
  if (!known) {
    mail = undefined;
    showMail();
    return;
  }
  const whole = await api.mail(id);
  if (decodeURIComponent(location.hash.slice(1)) !== id) return;
  mail = whole;
  if (isFailed(whole) && ['html', 'text', 'source'].includes(tab)) tab = 'data';
  else if (!isFailed(whole) && tab === 'html' && whole.html === undefined) tab = 'text';
  showMail();
}

function showMail(): void {
  for (const link of byId('list').querySelectorAll('a')) {
    if (link.hash.slice(1) === mail?.id) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  byId('mail').hidden = mail === undefined;
  byId('none').hidden = mail !== undefined || mails.length === 0;
  if (!mail) return;
  byId('name').textContent = isFailed(mail) ? problemOf(mail)! : mail.subject ?? 'no subject';
  byId('envelope').replaceChildren(...envelope(mail));
  const why = failure(mail);
  byId('why').replaceChildren(...why ? [why] : []);
  showPanel();
  byId('main').dataset.mail = mail.id;
}

function showPanel(): void {
  for (const name of TABS) {
    const button = byId(`tab-${name}`);
    button.setAttribute('aria-selected', String(name === tab));
    button.tabIndex = name === tab ? 0 : -1;
  }
  byId('panel').setAttribute('aria-labelledby', `tab-${tab}`);
  byId('looks').hidden = tab !== 'html' || mail?.html === undefined;
  for (const [name, on] of Object.entries(look)) byId(name).setAttribute('aria-pressed', String(on));
  byId('panel').replaceChildren(...panel(mail!));
  byId('panel').scrollTop = 0;
}

function panel(whole: MailDetails): HTMLElement[] {
  const { id, html, text, raw, templateData } = whole;
  const none = (what: string) => [element('p', { class: 'empty' }, isFailed(whole) ? 'There is no mail, because nothing was sent.' : `This mail has no ${what}.`)];
  switch (tab) {
    case 'text': return text === undefined ? none('text part') : [element('pre', { class: 'text-mail' }, text)];
    case 'source': return raw === undefined ? none('source') : [element('pre', {}, raw)];
    case 'data': return templateData === undefined ? [element('p', { class: 'empty' }, 'The call has no template data.')] : [element('pre', {}, dataText(templateData))];
    case 'events': return eventList(whole);
    default:
      if (html === undefined) return none('HTML part');
      frame.show(api.html(id), look, false);
      return [frame.stage];
  }
}

function select(next: Tab): void {
  tab = next;
  sessionStorage.inboxTab = next;
  if (mail) showPanel();
}

function toggle(name: keyof typeof look): void {
  look[name] = !look[name];
  if (name !== 'images') sessionStorage[name] = String(look[name]);
  if (mail) showPanel();
}

function move(step: number): void {
  const list = shown();
  const at = list.findIndex(({ id }) => id === mail?.id);
  const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + step, 0), list.length - 1)];
  if (!next) return;
  location.hash = next.id;
  byId('list').querySelectorAll('a')[list.indexOf(next)]?.scrollIntoView({ block: 'nearest' });
}

const KEYS: Readonly<Record<string, () => void>> = {
  'j': () => move(1),
  'k': () => move(-1),
  '/': () => recipient.focus(),
  'f': () => show(status === 'failed' ? 'all' : 'failed'),
  '1': () => select('html'),
  '2': () => select('text'),
  '3': () => select('source'),
  '4': () => select('data'),
  '5': () => select('events'),
  'p': () => toggle('phone'),
  'd': () => toggle('dark'),
  'i': () => toggle('images'),
  '?': () => byId<HTMLDialogElement>('keys').showModal(),
};

function show(next: Status): void {
  status = next;
  showList();
}

document.addEventListener('keydown', event => {
  const field = (event.target as Element | null)?.closest?.('input, select');
  if (event.key === 'Escape' && field instanceof HTMLElement) {field.blur();} else if (event.key === 'Enter' && field === recipient) {move(1);} else if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key.toLowerCase()]) {
    event.preventDefault();
    KEYS[event.key.toLowerCase()]();
  }
});
connectTabs(TABS, () => tab, select);
for (const name of ['phone', 'dark', 'images'] as const) byId(name).addEventListener('click', () => toggle(name));
for (const name of ['all', 'sent', 'failed'] as const) byId(`show-${name}`).addEventListener('click', () => show(name));
for (const name of SELECTS) byId(name).addEventListener('change', showList);
recipient.addEventListener('input', showList);
byId('help').addEventListener('click', KEYS['?']);
byId('back').addEventListener('click', () => { location.hash = ''; });
byId('clear').addEventListener('click', () => void api.clear());
window.addEventListener('hashchange', () => void openFromHash());

let reloading: number | undefined;
function reload(): void {
  clearTimeout(reloading);
  reloading = window.setTimeout(() => void (async () => {
    await load();
    if (mail && !mails.some(({ id }) => id === mail!.id)) location.hash = '';
  })(), RELOAD_DELAY);
}
const events = api.events();
const live = byId('live');
events.addEventListener('message', ({ data }) => {
  if ((JSON.parse(data) as InboxEvent).type === 'deployed') void showInfo();
  else reload();
});
events.addEventListener('open', () => {
  live.textContent = 'listening';
  live.classList.remove('off');
  reload();
});
events.addEventListener('error', () => {
  live.textContent = 'the command has ended';
  live.classList.add('off');
});

/** What a mailer needs to send here, and which templates there are. */
async function showInfo(): Promise<void> {
  const { endpoint, source, templates, configurationSets, ...info } = await api.info();
  keep = info.keep;
  byId('environment').textContent = `AWS_ENDPOINT_URL_SES=${endpoint}\nAWS_ENDPOINT_URL_SESV2=${endpoint}`;
  byId('deployed').textContent = `${source}: ${templates.length === 1 ? 'one template' : `${templates.length} templates`}`
    + `${configurationSets.length === 0 ? '' : `, ${configurationSets.length === 1 ? 'one configuration set' : `${configurationSets.length} configuration sets`}`}`;
  byId('deployed').title = [...templates, ...configurationSets].join(', ');
}

await showInfo();
await load();
await openFromHash();
