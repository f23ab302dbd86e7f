import { listSome, quote } from '../../text/words';
import { infos, warnings } from '../define';

const MAX_NAMES = 3;

export type UnsafePlace = 'unquoted' | 'tag' | 'script';

const PLACES: Readonly<Record<UnsafePlace, string>> = {
  unquoted: 'in an attribute without quotes',
  tag: 'inside a tag, but not in an attribute',
  script: 'in a script',
};

const ADVICE: Readonly<Record<UnsafePlace, string>> = {
  unquoted: 'Put the value of the attribute in quotes.',
  tag: 'Put it in a quoted attribute, or use {{#if}} to choose between fixed texts.',
  script: 'Remove the script: email clients do not run scripts.',
};

const ESCAPE = 'Escape &, <, >, " and \' in the code that sends the email: value.replace(/[&<>"\']/g, c => `&#${c.charCodeAt()};`) in JavaScript, html.escape(value) in Python. '
  + 'For a value that is intentionally HTML, or that you escape, write three braces';

const escaping = (names: readonly string[], why: string) => [
  `SES does not escape HTML, so a < or & in the value of ${listSome(names.map(name => quote(`{{${name}}}`)), MAX_NAMES)} ${why}.`,
  `${ESCAPE}: ${quote(`{{{${names[0]}}}}`)}.`,
] as const;

export const HTML = warnings({
  htmlVariableInMarkup: (names: readonly string[]) => escaping(names, 'changes the email, and people who type such text can insert their own links'),
  htmlVariableInUnsafePlace: (tag: string, place: UnsafePlace) => [
    `${quote(tag)} is ${PLACES[place]}, where escaping its value does not help.`,
    ADVICE[place],
  ],
  relativeAddress: (attribute: string, address: string) => [
    `The URL in ${attribute} begins with "${quote(address)}" instead of https://, and an email has no page that it could be relative to.`,
    'Write the full URL, starting with https://.',
  ],
  curlyQuotesInHtml: (text: string, fix: string) => [
    `${quote(text)} has curly quotes, which word processors insert and HTML does not treat as quotes.`,
    `Write ${quote(fix)}.`,
  ],
  bracesInCss: (tag: string, fix: string) => [`${quote(tag)} is a Handlebars tag, even in a style sheet.`, `For CSS, write one brace: ${quote(fix)}.`],
});

export const HTML_INFOS = infos({
  htmlVariableInMarkup: (names: readonly string[]) => escaping(names, 'changes the email'),
});
