/** A placeholder in the syntax of another template language. */
export interface ForeignPlaceholder {
  readonly match: RegExpMatchArray;
  /** Absent for Handlebars tags with missing or separated braces. */
  readonly language?: string;
  /** The equivalent in Handlebars. */
  readonly fix: string;
}

interface Pattern {
  readonly language?: string;
  readonly pattern: RegExp;
  fix(match: RegExpMatchArray): string;
}

/** Each pattern applies to the text that the previous ones leave. Lengths are limited, because placeholders are short. */
const PATTERNS: readonly Pattern[] = [
  { language: 'ERB, EJS or ASP', pattern: /<%[-=#]?([^%]{0,200}?)-?%>/g, fix: ([, code]) => statement(code) },
  { language: 'PHP', pattern: /<\?(?:php|=)([^?]{0,200})\?>/g, fix: ([, code]) => statement(code.replace(/echo\b|[$;]/g, '')) },
  { language: 'FreeMarker', pattern: /<\/?#(?:if|else|list)\b([^>]{0,200})>/g, fix: ([tag, code]) => tag.startsWith('</') ? '{{/if}}' : `{{#if ${nameIn(code)}}}` },
  { language: 'Mailchimp', pattern: /\*\|([A-Z0-9_:.]{1,60})\|\*/gi, fix: ([, name]) => variable(name) },
  { language: 'Jinja, Twig or Liquid', pattern: /\{%-?([^%]{0,200}?)-?%\}/g, fix: ([, code]) => statement(code) },
  { language: 'JavaScript or Java', pattern: /\$\{\s*([\w.()]{1,100})\s*\}/g, fix: ([, name]) => variable(name) },
  { language: 'Ruby', pattern: /#\{\s*([\w.]{1,100})\s*\}/g, fix: ([, name]) => variable(name) },
  { language: 'Mailjet or Thymeleaf', pattern: /\[\[\s*(?:data:|var:)?([A-Za-z_][\w.]{0,100})[^\][]{0,100}\]\]/g, fix: ([, name]) => variable(name) },
  { language: 'Salesforce', pattern: /%%([a-z_]\w{0,60})%%/gi, fix: ([, name]) => variable(name) },
  { language: 'Mailgun', pattern: /%recipient\.(\w{1,60})%/g, fix: ([, name]) => variable(name) },
  {
    pattern: /\{((?:<[^<>{}]{1,200}>\s*)+)\{\s*([\w.]{1,100})\s*\}((?:\s*<[^<>{}]{1,200}>)+)\}/g,
    fix: ([, before, name, after]) => `${before}{{${name}}}${after}`,
  },
  { pattern: /\{\s{1,5}\{\s*([\w.]{1,100})\s*\}\s{0,5}\}|\{\{?\s*([\w.]{1,100})\s*\}\s{1,5}\}/g, fix: ([, apart, later]) => variable(apart ?? later) },
  { pattern: /(?<![{$#%@\\])\{ ?([A-Za-z_](?:[\w.]{0,100}\w)?) ?\}(?!\})/g, fix: ([, name]) => variable(name) },
  { pattern: /(?<![{$#%@\\\w)\]])\{\d{1,2}\}(?!\})/g, fix: () => '{{name}}, with a name for each value' },
];

/** Finds each distinct placeholder once, in order, and blanks all of them in `rest`. */
export function foreignPlaceholders(text: string): { readonly found: readonly ForeignPlaceholder[]; readonly rest: string } {
  if (!/[{%[|?#]/.test(text)) return { found: [], rest: text };
  const found: ForeignPlaceholder[] = [];
  const texts = new Set<string>();
  let rest = text;
  for (const { language, pattern, fix } of PATTERNS) {
    const matches = [...rest.matchAll(pattern)];
    if (matches.length === 0) continue;
    for (const match of matches) {
      if (!texts.has(match[0])) found.push({ match, fix: fix(match), ...language !== undefined && { language } });
      texts.add(match[0]);
    }
    rest = rest.replace(pattern, whole => ' '.repeat(whole.length));
  }
  return { found: found.sort((a, b) => a.match.index! - b.match.index!), rest };
}

/** Translates a statement of another language, such as `if x`, `for d in items` or `endif`. */
function statement(code: string): string {
  const words = code.trim();
  const loop = /^for(?:each)?\s*\(?\s*(?:(?:const|let|var)\s+)?(\w+)\s+(?:in|of)\s+([\w.]+)/.exec(words) ?? /^([\w.]+)\.(?:each|forEach)\b/.exec(words);
  if (loop) return loop[2] === undefined ? `{{#each ${loop[1]}}}…{{/each}}` : `{{#each ${loop[2]} as |${loop[1]}|}}…{{/each}}`;
  if (/^(?:else|\}\s*else)\b/.test(words)) return '{{else}}';
  if (/^end(?:for|each)/.test(words)) return '{{/each}}';
  if (/^(?:end|\})/.test(words)) return '{{/if}}';
  if (/^(?:if|unless)\b/.test(words)) return `{{#${/^\w+/.exec(words)![0]} ${nameIn(words.replace(/^\w+/, ''))}}}…{{/${/^\w+/.exec(words)![0]}}}`;
  return variable(words);
}

function variable(text: string): string {
  return `{{${nameIn(text)}}}`;
}

function nameIn(text: string): string {
  return /[A-Za-z_][\w.]*\w|[A-Za-z_]/.exec(text)?.[0] ?? 'name';
}
