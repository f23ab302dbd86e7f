import { Tag } from './tags';
import { Problem } from '../diagnostics/diagnostic';
import { NAMES } from '../diagnostics/messages/syntax';
import { Source } from '../text/source';

/** Zero-width characters, directional marks, soft hyphens and byte order marks. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/;
const CURLY = /[“”„‟‘’‚‛]/;
const SUSPICIOUS = new RegExp(`${INVISIBLE.source}|${CURLY.source}`);

/** Reports characters in tags that look like others or are invisible. */
export function checkCharacters(source: Source, tags: readonly Tag[]): Problem[] {
  const { text } = source;
  if (!SUSPICIOUS.test(text)) return [];
  return tags.flatMap(({ start, end, sigil, closed }): Problem[] => {
    if (!closed || sigil === '!' || sigil === '{{{{') return [];
    const tag = text.slice(start, end);
    const names = tag.replace(/"[^"]*"|'[^']*'/g, quoted => ' '.repeat(quoted.length));
    if (CURLY.test(names)) return [NAMES.curlyQuotes({ source, start, end }, tag, withoutCurlyQuotes(tag))];
    const at = names.search(INVISIBLE);
    if (at < 0) return [];
    const code = names.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
    return [NAMES.invisibleCharacter({ source, start: start + at, end: start + at + 1 }, tag.replace(new RegExp(INVISIBLE, 'g'), ''), code)];
  });
}

/** Only the name of an inline partial needs quotes. */
function withoutCurlyQuotes(tag: string): string {
  return tag.replace(new RegExp(CURLY, 'g'), /^\{\{~?#\s*\*/.test(tag) ? '"' : '');
}
