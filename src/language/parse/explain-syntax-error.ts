import { parseHandlebars } from './handlebars';
import { Tag } from './tags';
import { error, Problem, quote } from '../diagnostics/diagnostic';
import { Source } from '../text/source';

/**
 * What is wrong with a text that Handlebars cannot parse.
 *
 * The parser says at which token it gave up, in terms of its grammar; that is often lines behind the mistake. So the
 * tags are looked at one by one, then for how they pair.
 */
export function explain(source: Source, tags: readonly Tag[], cause: string): Problem {
  const wellFormed = new Set<string>();
  for (const tag of tags) {
    const text = source.text.slice(tag.start, tag.end);
    if (wellFormed.has(text)) continue;
    const why = tag.closed ? malformed(text, tag) : unclosed(source.text, tag);
    if (why) return problem(source, tag, why);
    wellFormed.add(text);
  }
  return unpaired(source, tags) ?? fallback(source, cause);
}

const BRACES = ['no', 'one', 'two', 'three', 'four'];

type Why = [message: string, suggestion: string];

/** An unclosed tag swallows text up to the next one's braces: only its first words are its own. */
function problem(source: Source, tag: Tag, [message, suggestion]: Why): Problem {
  const text = source.text.slice(tag.start, tag.end);
  const own = /^\{\{[^\n<]*?(?=\{\{|\n|<|$)/.exec(text)?.[0] ?? text;
  return error('syntax', { source, start: tag.start, end: tag.start + Math.max(own.trimEnd().length, 2) }, message, suggestion);
}

function unclosed(text: string, tag: Tag): Why {
  if (tag.sigil === '!') {
    return text.slice(tag.start, tag.start + 6).includes('--')
      ? ['This comment is never closed.', 'Close it with --}}.']
      : ['This comment is never closed.', 'Close it with }}.'];
  }
  return unclosedTag(text.slice(tag.start, tag.start + 80));
}

function unclosedTag(text: string): Why {
  const single = /^(\{\{[^{}\n]*\})(?!\})/.exec(text);
  if (single) return [`${quote(single[1])} is closed by one brace instead of two.`, `Write ${quote(single[1])}}.`];
  const words = /^\{\{~?[#/^>&]?\s*[\w.@/-]*/.exec(text)![0].trimEnd();
  if (/^\{\{~?[#/^>&]?\s*($|[<,;)])/.test(text)) {
    return [`${quote(words)} begins a tag that has neither a name nor an end.`,
      'Write the name and the end, as in {{name}}. If the mail shall show two braces, write \\{{. If they are left over, remove them.'];
  }
  return [`${quote(words)} is opened by {{, but not closed by }}.`, `Write ${quote(words)}}} where the tag ends. If the mail shall show two braces, write \\{{.`];
}

/** Each tag by itself must parse, when it is given what it opens or closes. */
function malformed(text: string, tag: Tag): Why | undefined {
  if (tag.sigil === '{{{{') return undefined;
  const alone = tag.sigil === 'else' || tag.name === '' && tag.sigil === '^' ? `{{#if x}}${text}{{/if}}`
    : tag.sigil === '/' ? `{{#${tag.name}}}${text}`
      : tag.sigil.startsWith('#') || tag.sigil === '^' ? `${text}{{/${tag.name}}}`
        : text;
  try {
    parseHandlebars(alone);
    return undefined;
  } catch (cause) {
    const { message } = cause as Error;
    if (/doesn't match/.test(message)) return undefined;
    if (/Invalid path/.test(message)) return [`${quote(text)} steps up in the middle of a path.`, 'Put every ../ in front: {{../name}}.'];
    return describe(text, tag);
  }
}

function describe(text: string, tag: Tag): Why {
  if (text.indexOf('{{', 2) > 1 && !text.startsWith('{{{') || /\n\s*</.test(text)) return unclosedTag(text);
  const inner = text.replace(/^\{\{+~?(else\b|[#/^>*!&]*)\s*/, '').replace(/\s*~?\}+$/, '');
  if (inner === '') return [`${quote(text)} names nothing.`, 'Write the name of a variable between the braces, such as {{name}}.'];
  const [opened, closed] = [/^\{*/.exec(text)![0].length, /\}*$/.exec(text)![0].length];
  if (opened > closed) return [`${quote(text)} is opened by ${BRACES[opened]} braces, but closed by ${BRACES[closed]}.`, `Write {{${inner}}}.`];
  if (opened < closed) {
    return [`${quote(text)} is closed by ${BRACES[closed]} braces, but opened by ${BRACES[opened]}.`,
      `If the last one belongs to the text around, put a space before it: ${quote(text.slice(0, opened - closed))} ${'}'.repeat(closed - opened)}.`];
  }
  if (/[=!<>]=|&&|\|\||[<>+*%]|(^|[\s(])[!=-]/.test(inner)) {
    return [`${quote(text)} compares or calculates, and SES's templates can do neither.`,
      'Let the code that sends the email decide, and test the result: {{#if isPaid}}…{{/if}}.'];
  }
  if (/\w\s*\|\s*\w/.test(inner)) {
    return [`${quote(text)} uses a filter, and SES's templates have none.`, 'Format the value in the code that sends the email, and print the result: {{price}}.'];
  }
  if ((inner.match(/"/g)?.length ?? 0) % 2 === 1 || (inner.match(/'/g)?.length ?? 0) % 2 === 1) {
    return [`${quote(text)} opens a quote that it does not close.`, 'Close the quote before }}.'];
  }
  if (tag.sigil === '/') return [`${quote(text)} has more than a name.`, 'A closing tag repeats the first word of the opening one only: {{/if}}.'];
  return [`${quote(text)} is not something that Handlebars can read.`,
    'Write a variable such as {{order.id}}, or a block such as {{#if paid}}…{{/if}}. A name with spaces or signs in it stands in brackets: {{[first name]}}.'];
}

/** Blocks that are not closed, closed without being open, or crossed. */
function unpaired(source: Source, tags: readonly Tag[]): Problem | undefined {
  const open: Array<Tag & { otherwise?: Tag }> = [];
  for (const tag of tags) {
    const innermost = open[open.length - 1];
    const text = quote(source.text.slice(tag.start, tag.end));
    if (tag.sigil === '{{{{' && !source.text.includes(`{{{{/${tag.name}}}}}`, tag.end)) {
      return problem(source, tag, [`${text} is never closed.`, `Add {{{{/${tag.name}}}}} where the text ends that shall be left as it is.`]);
    }
    if (tag.sigil.startsWith('#') || (tag.sigil === '^' && tag.name !== '')) {
      open.push({ ...tag });
    } else if (tag.sigil === 'else' || tag.sigil === '^') {
      if (!innermost) return problem(source, tag, [`${text} stands outside of any block.`, 'It belongs between {{#if …}} and {{/if}}.']);
      if (innermost.sigil === '#*' || innermost.sigil === '#>') return problem(source, tag, [`${text} stands in a partial, which has no other branch.`, 'It belongs between {{#if …}} and {{/if}}.']);
      if (innermost.otherwise) return problem(source, tag, [`${text} comes after an {{else}} of the same block.`, 'A block has one {{else}}, and it comes last.']);
      if (tag.name === '') innermost.otherwise = tag;
    } else if (tag.sigil === '/') {
      if (!innermost) return problem(source, tag, [`${text} closes a block that was never opened.`, `Remove it, or open the block with {{#${tag.name} …}} before it.`]);
      if (innermost.name === tag.name) {
        open.pop();
        continue;
      }
      const opener = quote(source.text.slice(innermost.start, innermost.end));
      const { line } = source.position(innermost.start);
      return open.some(other => other.name === tag.name)
        ? problem(source, innermost, [`${opener} is not closed before ${text}.`, `Add {{/${innermost.name}}} before ${text} on line ${source.position(tag.start).line}.`])
        : problem(source, tag, [`${text} does not match ${opener} on line ${line}.`, `Write {{/${innermost.name}}}, or open {{#${tag.name} …}} first.`]);
    }
  }
  const last = open[open.length - 1];
  return last && problem(source, last, [`${quote(source.text.slice(last.start, last.end))} is never closed.`,
    `Add {{/${last.name}}} where the part of the email that it is about ends.`]);
}

/** Handlebars names at least the line. */
function fallback(source: Source, cause: string): Problem {
  const line = Number(/on line (\d+)/.exec(cause)?.[1] ?? / - (\d+):\d+$/.exec(cause)?.[1] ?? 1);
  const { start, end } = source.place({ start: { line, column: 0 }, end: { line, column: (source.line(line) ?? '').length } });
  if (source.text.includes('\0')) {
    const at = source.text.indexOf('\0');
    return error('syntax', { source, start: at, end: at + 1 }, 'The text holds a NUL character.', 'Save the file as UTF-8 text.');
  }
  return error('syntax', { source, start, end }, 'Handlebars cannot read this line.', `It says: ${/^Expecting.*/m.exec(cause)?.[0] ?? cause.split('\n')[0]}`);
}
