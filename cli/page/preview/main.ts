/** The page of `cdk-ses-templates preview`. */
import { api, EmailView, Rendering, ShownDiagnostic } from './api';
import { failures, problemItems } from './problems';
import { MailFrame } from '../shared/frame';
import { reviewView } from './review/view';
import { sizeItems } from './sizes';
import { scrollToLine, sourceView } from './source';
import { variableTree } from './variables';
import { byId, element } from '../shared/dom';
import { connectTabs } from '../shared/tabs';

type Tab = 'html' | 'text' | 'source' | 'mime' | 'review';
const TABS: readonly Tab[] = ['html', 'text', 'source', 'mime', 'review'];
/** After the last key. */
const RENDER_DELAY = 60;

const frame = new MailFrame();
const data = byId<HTMLTextAreaElement>('data');
const variants = byId<HTMLSelectElement>('variant');
const search = byId<HTMLInputElement>('search');
const look = { phone: sessionStorage.phone === 'true', dark: sessionStorage.dark === 'true', images: false };

let names: string[] = [];
let email: EmailView | undefined;
let rendering: Rendering | undefined;
let tab: Tab = TABS.find(name => name === sessionStorage.tab) ?? 'html';
/** Data that was edited and not saved, by email and variant. */
const edited = new Map<string, string>();
const editedKey = () => `${email?.name}/${variants.value}`;

async function loadList(): Promise<void> {
  const { directory, emails, problems } = await api.list();
  names = emails.map(({ name }) => name);
  byId('list').replaceChildren(...emails.map(({ name, errors = 0, warnings = 0 }) => element('li', {},
    element('a', { href: `#${name}`, ...name === email?.name && { 'aria-current': 'page' } },
      element('span', {}, name),
      errors > 0 && mark(errors, 'error'),
      warnings > 0 && mark(warnings, 'warning')))));
  search.placeholder = `Search ${names.length} ${names.length === 1 ? 'email' : 'emails'}`;
  filterList();
  byId('list-note').replaceChildren(...problems.map(({ message }) => element('p', { class: 'problem-line' }, message)));
  document.title = `${email ? `${email.name} · ` : ''}${directory}`;
}

function mark(count: number, severity: 'error' | 'warning'): HTMLElement {
  const words = `${count} ${severity}${count === 1 ? '' : 's'}`;
  return element('span', { 'class': `count ${severity}`, 'title': words, 'aria-label': words, 'role': 'img' }, String(count));
}

function filterList(): void {
  const wanted = search.value.trim().toLowerCase().split(/\s+/);
  for (const item of byId('list').children) {
    (item as HTMLElement).hidden = !wanted.every(word => item.firstElementChild!.firstElementChild!.textContent!.toLowerCase().includes(word));
  }
}

function shownNames(): string[] {
  return names.filter((_, index) => !(byId('list').children[index] as HTMLElement).hidden);
}

/** Shows an email; the one that is open already keeps its data and its scroll position. */
async function open(name: string): Promise<void> {
  const before = email?.name;
  const variant = variants.value;
  email = await api.open(name);
  byId('name').textContent = name;
  variants.replaceChildren(...email.samples.map(sample => element('option', { value: sample.variant }, sample.variant || 'sample.json')));
  if (email.samples.length === 0) variants.append(element('option', { value: '' }, 'no file'));
  if (before === name && email.samples.some(sample => sample.variant === variant)) variants.value = variant;
  loadData();
  for (const link of byId('list').querySelectorAll('a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${name} · ${document.title.replace(/^.* · /, '')}`;
  byId('list-pane').classList.remove('open');
  await render(before === name);
}

/** What was edited here wins over the file. */
function loadData(): void {
  const file = email?.samples.find(({ variant }) => variant === variants.value)?.text ?? '{}';
  const text = edited.get(editedKey()) ?? file;
  if (data.value !== text) data.value = text;
  updateSave();
}

function updateSave(): void {
  const sample = email?.samples.find(({ variant }) => variant === variants.value);
  byId<HTMLButtonElement>('save').disabled = !sample?.canSave || data.value === sample.text;
}

async function render(keepScroll: boolean): Promise<void> {
  if (!email) return;
  const { name } = email;
  const result = await api.render(name, data.value);
  if (name !== email.name) return;
  rendering = result;
  byId('subject').textContent = rendering.subject ?? '—';
  byId('sizes').replaceChildren(...sizeItems(rendering.sizes), element('span', { id: 'link' }), live);
  byId('variables').replaceChildren(variableTree(email.variables, parsed(data.value)));
  showProblems();
  showPanel(keepScroll);
  byId('main').dataset.email = name;
}

/** Those of the email as it is, and those of the data as it is edited. */
function showProblems(): void {
  const all = [...email!.diagnostics, ...rendering!.diagnostics];
  const own = isEdited() ? all.filter(({ id }) => !DATA_IDS.test(id) || rendering!.diagnostics.some(diagnostic => diagnostic.id === id)) : all;
  const distinct = [...new Map(own.map(one => [JSON.stringify([one.id, one.file, one.line, one.column, one.message]), one])).values()];
  byId('problem-list').replaceChildren(...problemItems(distinct, goTo));
  byId('problems-title').textContent = distinct.length === 0 ? 'No problems' : `Problems ${distinct.length}`;
  const invalid = rendering!.diagnostics.find(({ file }) => file === 'the data');
  data.setAttribute('aria-invalid', String(invalid !== undefined));
  byId('data-problem').textContent = invalid ? `${invalid.line === undefined ? '' : `Line ${invalid.line}, column ${invalid.column}: `}${invalid.message}` : '';
}

/** What the data in the files shows; edited data may differ. */
const DATA_IDS = /:(missingAttribute|emailFiles)$/;

function isEdited(): boolean {
  return edited.has(editedKey());
}

function goTo(diagnostic: ShownDiagnostic): void {
  select('source');
  scrollToLine(diagnostic);
}

function showPanel(keepScroll: boolean): void {
  const panel = byId('panel');
  for (const name of TABS) {
    const button = byId(`tab-${name}`);
    button.setAttribute('aria-selected', String(name === tab));
    button.tabIndex = name === tab ? 0 : -1;
  }
  panel.setAttribute('aria-labelledby', `tab-${tab}`);
  byId('looks').hidden = tab !== 'html';
  for (const [name, on] of Object.entries(look)) byId(name).setAttribute('aria-pressed', String(on));
  const scroll = keepScroll ? panel.scrollTop : 0;
  const content = contentOf(keepScroll);
  if (panel.firstElementChild !== content[0] || panel.children.length !== content.length) panel.replaceChildren(...content);
  panel.scrollTop = scroll;
}

function contentOf(keepScroll: boolean): HTMLElement[] {
  if (tab === 'source') return [sourceView(email!)];
  const { html, text, mime, frame: id, diagnostics, subject } = rendering!;
  const errors = [...diagnostics, ...subject === undefined ? email!.diagnostics : []];
  if (subject === undefined) return distinctFailures(errors);
  const missing = (part: string) => [element('p', { class: 'empty' }, `This email has no ${part} part.`)];
  if (tab === 'text') return text === undefined ? missing('text') : [element('pre', { class: 'text-mail' }, text)];
  if (tab === 'mime') return [element('pre', {}, mime ?? '')];
  if (html === undefined || id === undefined) return missing('HTML');
  if (tab === 'review') return [reviewView(id)];
  frame.show(`/mail/${id}`, look, keepScroll);
  return [frame.stage];
}

function distinctFailures(diagnostics: readonly ShownDiagnostic[]): HTMLElement[] {
  return failures([...new Map(diagnostics.map(one => [one.id + one.message + one.line, one])).values()]);
}

function select(next: Tab): void {
  tab = next;
  sessionStorage.tab = next;
  if (rendering) showPanel(false);
}

function toggle(name: keyof typeof look): void {
  look[name] = !look[name];
  if (name !== 'images') sessionStorage[name] = String(look[name]);
  if (rendering) showPanel(true);
}

async function save(): Promise<void> {
  if (!email || byId<HTMLButtonElement>('save').disabled) return;
  await api.save(email.name, variants.value, data.value);
  edited.delete(editedKey());
  byId('status').textContent = 'Saved';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function move(step: number): void {
  const shown = shownNames();
  const next = shown[(shown.indexOf(email?.name ?? '') + step + shown.length) % shown.length];
  if (next !== undefined) location.hash = next;
}

function nextVariant(): void {
  variants.selectedIndex = (variants.selectedIndex + 1) % variants.options.length;
  variants.dispatchEvent(new Event('change'));
}

const KEYS: Readonly<Record<string, () => void>> = {
  'j': () => move(1),
  'k': () => move(-1),
  '/': () => search.focus(),
  '1': () => select('html'),
  '2': () => select('text'),
  '3': () => select('source'),
  '4': () => select('mime'),
  '5': () => select('review'),
  'p': () => toggle('phone'),
  'd': () => toggle('dark'),
  'i': () => toggle('images'),
  'e': () => data.focus(),
  'v': nextVariant,
  '?': () => byId<HTMLDialogElement>('keys').showModal(),
};

document.addEventListener('keydown', event => {
  const field = (event.target as Element | null)?.closest?.('input, textarea, select');
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
    event.preventDefault();
    void save();
  } else if (event.key === 'Escape' && field instanceof HTMLElement) {
    field.blur();
  } else if (event.key === 'Enter' && field === search) {
    const [first] = shownNames();
    if (first !== undefined) location.hash = first;
  } else if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key.toLowerCase()]) {
    event.preventDefault();
    KEYS[event.key.toLowerCase()]();
  }
});

connectTabs(TABS, () => tab, select);
for (const name of ['phone', 'dark', 'images'] as const) byId(name).addEventListener('click', () => toggle(name));
byId('help').addEventListener('click', KEYS['?']);
byId('save').addEventListener('click', () => void save());
byId('toggle-list').addEventListener('click', event => {
  const isOpen = byId('list-pane').classList.toggle('open');
  (event.currentTarget as HTMLElement).setAttribute('aria-expanded', String(isOpen));
});
search.addEventListener('input', filterList);
variants.addEventListener('change', () => {
  loadData();
  void render(true);
});

let typing: number | undefined;
data.addEventListener('input', () => {
  const file = email?.samples.find(({ variant }) => variant === variants.value)?.text;
  if (data.value === file) edited.delete(editedKey());
  else edited.set(editedKey(), data.value);
  updateSave();
  clearTimeout(typing);
  typing = window.setTimeout(() => void render(true), RENDER_DELAY);
});

window.addEventListener('hashchange', () => void openFromHash());

async function openFromHash(): Promise<void> {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const name = names.includes(wanted) ? wanted : names[0];
  if (name === undefined) {
    byId('panel').replaceChildren(element('p', { class: 'empty' }, 'There are no emails in this folder yet.'));
    return;
  }
  await open(name);
}

const live = element('span', { class: 'live' }, 'follows the files');
const events = new EventSource('/api/events');
events.addEventListener('message', ({ data: message }) => void (async () => {
  const { changed } = JSON.parse(message) as { changed: string[] };
  // The email that is looked at first.
  if (email && changed.includes(email.name) && names.includes(email.name)) await open(email.name).catch(() => undefined);
  await loadList();
  if (!email || !names.includes(email.name)) await openFromHash();
})());
events.addEventListener('open', () => { live.textContent = 'follows the files'; live.classList.remove('off'); });
events.addEventListener('error', () => { live.textContent = 'the command has ended'; live.classList.add('off'); });

await loadList();
await openFromHash();
