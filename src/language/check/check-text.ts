import { foreignPlaceholders } from './foreign-placeholders';
import { Problem } from '../diagnostics/diagnostic';
import { EMAIL } from '../diagnostics/messages/email';
import { HTML } from '../diagnostics/messages/html';
import { scanTags } from '../parse/tags';
import { Place, Source } from '../text/source';

/** What a text is printed into: HTML, or plain text, which shows every character literally. */
export type TextKind = 'html' | 'subject' | 'text';

/** Replaces each character that is not text; no pattern matches it. */
const BLANK = '\uFDD4';

/** Almost every finding contains one of these, and most texts have none outside tags. */
const SUSPICIOUS = /[{}<\\&%“”„‟]|\*\||\[\[|=\s*["']?\s*(?:[./]|\w+[./])/;

/** Reports text around the tags that is in the wrong language or format. Values and tags are ignored. */
export function checkText(source: Source, kind: TextKind): Problem[] {
  if (!SUSPICIOUS.test(source.text)) return [];
  const isPartial = source.origin.partial !== undefined;
  const plain = withoutTags(source.text);
  const { found, rest: text } = foreignPlaceholders(kind === 'html' ? withoutRawElements(plain) : plain);
  const at = (match: RegExpExecArray | RegExpMatchArray): Place => ({ source, start: match.index!, end: match.index! + match[0].length });
  const written = (match: RegExpExecArray | RegExpMatchArray) => source.text.slice(match.index, match.index! + match[0].length);

  const problems: Problem[] = found.map(({ match, language, fix }) => language === undefined
    ? EMAIL.singleBraces(at(match), written(match), fix)
    : EMAIL.foreignPlaceholder(at(match), written(match), language, fix));
  const escaped = ESCAPED.exec(text);
  if (escaped) problems.push(EMAIL.escapedText(at(escaped), written(escaped), kind));
  if (kind !== 'html') {
    const markup = MARKUP.exec(text);
    if (markup) problems.push(EMAIL.htmlInText(at(markup), kind, written(markup), isPartial));
    return problems;
  }

  const mjml = /<mj(?:ml\b|-[a-z]+)/i.exec(text);
  if (mjml) problems.push(EMAIL.uncompiledMjml(at(mjml), `${written(mjml)}>`));
  if (!/<base\s/i.test(text)) {
    for (const match of text.matchAll(RELATIVE)) {
      const [whole, attribute, , address] = match;
      const end = match.index + whole.length;
      problems.push(HTML.relativeAddress({ source, start: end - address.length, end }, attribute.toLowerCase(), address));
    }
  }
  if (/=\s*[“”„‟]/.test(text)) {
    for (const match of text.matchAll(CURLY_QUOTES)) problems.push(HTML.curlyQuotesInHtml(at(match), written(match), written(match).replace(/[“”„‟]/g, '"')));
  }
  return problems;
}

/** Whether a text has several lines that HTML would run together into one paragraph. */
export function isTagless({ text }: Source): boolean {
  if (/<[a-z!/]/i.test(text) || /\{\{[{&]/.test(text)) return false;
  const lines = withoutTags(text).split('\n').filter(line => /[^\s\uFDD4]/.test(line));
  return lines.length > 1;
}

/** Copied from JSON or code; does not match the `\new` of `C:\new`. */
const ESCAPED = /=\\["']|\\r\\n|(?<![\w:\\])\\n/;

/** An HTML tag or entity. */
const MARKUP = new RegExp([
  '</?(?:a|b|i|u|p|br|hr|em|div|span|strong|small|font|center|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|img|html|head|body|style|title|meta|blockquote)(?:\\s[^<>]{0,500})?/?>',
  '&(?:nbsp|amp|lt|gt|quot|apos|copy|reg|trade|hellip|[mn]dash|[lr][sd]quo|euro|pound|middot|bull|szlig|[a-z](?:acute|grave|circ|uml|tilde|cedil|slash|ring)|#\\d{2,6}|#x[\\da-f]{2,6});',
].join('|'), 'i');

/**
 * URLs that a browser would resolve relative to a page: without a scheme, and neither a placeholder nor only a fragment. The name comes
 * first, because looking behind at every character takes several times as long.
 */
const RELATIVE = /(href|src|background|action)(?<=(?<![\w:-])(?:xlink:|v:)?\1)\s*=\s*(["']?)\s*((?:\.{0,2}\/|www\.)[^"'\s<>\uFDD4\uFDD0]*|[\w-]+(?:[./][\w-]+)+(?=[/?#"'\s>\uFDD4\uFDD0]))/gi;

const CURLY_QUOTES = /(?<=\s)[a-z:-]+\s*=\s*[“”„‟][^“”„‟<>]{0,300}[“”„‟]/gi;

function withoutTags(text: string): string {
  let from = 0;
  const pieces: string[] = [];
  for (const { start, end } of scanTags(text)) {
    pieces.push(text.slice(from, start), BLANK.repeat(end - start));
    from = end;
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(from);
}

/** Blanks styles, scripts and comments: readers do not see them, and their braces are not placeholders. */
function withoutRawElements(text: string): string {
  return text.replace(/<(style|script)\b[^>]{0,500}>[^]*?(?:<\/\1\s*>|$)|<!--(?!\[if)[^]*?(?:-->|$)/gi, element => BLANK.repeat(element.length));
}
