import { Problem } from '../diagnostics/diagnostic';
import { ENGINES } from '../diagnostics/messages/engines';
import { Unit } from '../parse/parse';
import { scanTags, Tag } from '../parse/tags';

/** How many characters around a tag to search for spaces. */
const MAX_SPACES = 200;

/** Reports what the lexer of handlebars.java reads differently: spaces, backslashes, and `~` in some tags. */
export function checkTags({ source }: Unit): Problem[] {
  const { text } = source;
  const tags = scanTags(text);
  const problems = tags.flatMap((tag, index) => {
    const found = unreadable(text, tag, tags[index - 1]?.end ?? 0);
    return found ? [found({ source, start: tag.start, end: tag.end })] : [];
  });
  for (let at = text.indexOf('\\{{'); at >= 0; at = text.indexOf('\\{{', at + 1)) {
    const doubled = text[at - 1] === '\\';
    const fix = doubled ? 'For a backslash before a tag, write \\ {{~name}}: the ~ removes the space.' : endsEscape(text, at + 1);
    if (fix === undefined) continue;
    const place = { source, start: doubled ? at - 1 : at, end: at + 3 };
    problems.push(ENGINES.unreadableTag(place, text.slice(place.start, place.end), fix));
  }
  return problems.sort((a, b) => a.place!.start - b.place!.start);
}

/** `\\{{` extends to the next `}}` in handlebars.java, but to the next `{{` in handlebars.js. Returns what to do if that makes a difference. */
function endsEscape(text: string, start: number): string | undefined {
  if (text.startsWith('{{{', start)) return 'Write a backslash before two braces only. In HTML, &#123; is also a brace.';
  const next = text.slice(start + 2).search(/\{\{|\}\}/);
  return next < 0 || text[start + 2 + next] === '{' ? 'Close the braces that the mail should show, as in \\{{name}}. In HTML, &#123; is also a brace.' : undefined;
}

type Report = (place: { source: Unit['source']; start: number; end: number }) => Problem;

/** @param from the end of the previous tag */
function unreadable(text: string, tag: Tag, from: number): Report | undefined {
  const written = text.slice(tag.start, tag.end);
  if (tag.sigil === '!') {
    if (!/^\{\{~|~\}\}$/.test(written)) return undefined;
    return place => ENGINES.unreadableTag(place, written, 'Write the comment without ~, directly next to the text around it.');
  }
  if (/^\{\{~?\s*(else|\^).*\}\}\}/s.test(written)) {
    return place => ENGINES.unreadableTag(place, written, `Put a space before the brace that belongs to the text: ${written.replace(/\}\}(?=\})/, '}} ')}.`);
  }
  if (tag.sigil === '^' && tag.name === '') {
    return place => ENGINES.unreadableTag(place, written, `Write ${written.replace('^', 'else')}.`);
  }
  if (written.startsWith('{{~') && /\s/.test(text[tag.start - 1] ?? '') && text.slice(from, tag.start).includes('\\{{')) {
    return place => ENGINES.unreadableTag(place, written, 'Remove the ~ and the space before it: after \\{{, handlebars.java keeps that space.');
  }
  if (losesSpace(text, tag, written)) {
    return place => ENGINES.unreadableTag(place, written, 'Remove the ~, or the space next to it, which is not a plain one: only handlebars.js removes such a space.');
  }
  const bare = written.replace(/"[^"]*"|'[^']*'|\[[^\]]*\]/g, '');
  const space = /[^\S \t\r\n]/.exec(bare)?.[0];
  return space === undefined ? undefined : place => ENGINES.unreadableSpace(place, written, nameOfSpace(space));
}

/** Whether a `~` is next to a no-break space or another special space. */
function losesSpace(text: string, { start, end }: Tag, written: string): boolean {
  const before = written.startsWith('{{~') ? /\s*$/.exec(text.slice(Math.max(0, start - MAX_SPACES), start))![0] : '';
  const after = written.endsWith('~}}') ? /^\s*/.exec(text.slice(end, end + MAX_SPACES))![0] : '';
  return /[^ \t\r\n]/.test(before + after);
}

function nameOfSpace(character: string): string {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  return character === '\u00a0' ? `no-break space (${code})` : `space character (${code})`;
}
