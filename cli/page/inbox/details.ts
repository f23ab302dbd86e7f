import type { MailDetails, MailEvent } from './api';
import { tagsOf } from './filters';
import { outcomeName } from './list';
import { element } from '../shared/dom';

/** To whom, from which template, with what: the lines above a mail. */
export function envelope(mail: MailDetails): HTMLElement[] {
  const { source, destination: { to, cc, bcc }, replyTo, attachments, template, configurationSet, operation, api, at, id } = mail;
  const people = (addresses: readonly string[]) => addresses.map(address => element('span', { class: 'address' }, address, outcome(mail, address)));
  const lines: Array<[string, Array<string | HTMLElement>]> = [
    ['From', [source]],
    ['To', people(to)],
    ['Cc', people(cc)],
    ['Bcc', people(bcc)],
    ['Reply to', [...replyTo]],
    ['Attachments', attachments.map(({ fileName, contentType, bytes }) => `${fileName ?? contentType} (${Math.ceil(bytes / 1_024)} KB)`)],
    ['Template', template === undefined ? [] : [template]],
    ['Configuration set', configurationSet === undefined ? [] : [configurationSet]],
    ['Tags', tagsOf(mail)],
    ['Call', [`${operation} (${api}), ${new Date(at).toLocaleString('en-GB')}`]],
    [mail.status === 'REFUSED' ? 'Id' : 'Message id', [element('code', {}, id)]],
  ];
  return lines.filter(([, values]) => values.length > 0).map(([name, values]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, ...values.flatMap((value, index) => index === 0 ? [value] : [', ', value]))));
}

function outcome({ outcomes }: MailDetails, address: string): HTMLElement | false {
  const result = outcomes.find(({ recipient }) => recipient === address)?.outcome;
  return result !== undefined && element('span', { class: `outcome ${result === 'DELIVERY' ? 'fine' : 'bad'}` }, outcomeName(result));
}

/** Why there is no mail, and who would know. */
export function failure(mail: MailDetails): HTMLElement | undefined {
  const { status, error, diagnostics, events, configurationSet, template } = mail;
  if (status === 'SENT') return undefined;
  const isRendering = status === 'RENDERING_FAILURE';
  return element('section', { 'class': 'failure', 'aria-label': 'Why nothing was sent' },
    element('strong', {}, isRendering ? 'SES accepted the call, and sends nothing: the mail cannot be rendered.' : `The call was refused: ${error?.code ?? 'no reason given'}`),
    ...diagnostics.length === 0 ? [element('p', {}, error?.message ?? '')] : diagnostics.flatMap(({ message, frame, suggestion, file, part, line, column }) => [
      element('p', {}, message),
      frame !== undefined && element('pre', {}, frame),
      element('p', { class: 'where' }, [file ?? part ?? template ?? '', line, column].filter(Boolean).join(':')),
      suggestion !== undefined && element('p', {}, suggestion),
    ].filter(child => child !== false)),
    element('p', { class: 'known' }, isRendering ? knownBy(events, configurationSet) : 'In AWS, only the caller sees this error.'));
}

/** In AWS, an event is all that a rendering failure leaves. */
function knownBy(events: readonly MailEvent[], configurationSet: string | undefined): string {
  const destinationsOf = events.filter(({ type }) => type === 'Rendering Failure').flatMap(({ destinations }) => destinations);
  if (destinationsOf.length > 0) return `The caller got a message id. The event goes to ${destinationsOf.map(({ name }) => name).join(', ')}.`;
  return configurationSet === undefined
    ? 'The caller got a message id, and nobody else learns of it: the call names no configuration set.'
    : `The caller got a message id, and nobody else learns of it: no destination of ${configurationSet} has the event RENDERING_FAILURE.`;
}

/** The events about a mail, each with the destinations that get it. */
export function eventList({ events, configurationSet }: MailDetails): HTMLElement[] {
  if (events.length === 0) return [element('p', { class: 'empty' }, 'SES publishes no event about this call.')];
  return [element('ol', { class: 'events' }, ...events.map(({ type, destinations, json }) => element('li', {},
    element('h3', {}, type),
    destinations.length === 0
      ? element('p', { class: 'nobody' }, configurationSet === undefined ? 'Nobody gets it: the call names no configuration set.' : `No destination of ${configurationSet} gets it.`)
      : element('ul', {}, ...destinations.map(({ name, kind, target }) => element('li', {}, element('b', {}, name), ` ${[kind, target].filter(Boolean).join(' ')}`))),
    element('details', {}, element('summary', {}, 'JSON'), element('pre', {}, JSON.stringify(json, undefined, 2))))))];
}

/** The data of the template, as the call has it, in lines. */
export function dataText(templateData: string | undefined): string {
  try {
    return JSON.stringify(JSON.parse(templateData ?? ''), undefined, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return templateData ?? '';
    throw error;
  }
}
