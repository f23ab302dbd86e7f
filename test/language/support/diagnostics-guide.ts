import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of an example, the partials that it calls, and the data that it is rendered with. */
export interface GuideEmail {
  readonly parts: Readonly<Record<string, string>>;
  readonly partials: Readonly<Record<string, string>>;
  readonly data?: unknown;
}

/** The guide's section about one id. */
export interface GuideSection {
  readonly id: string;
  /** The reported text: the message, an empty line, and the suggestion. */
  readonly message: string;
  /** Absent if the fault is too large to show. */
  readonly wrong?: GuideEmail;
  /** The example without the fault. */
  readonly right?: GuideEmail;
}

const FENCE = /```(\w+)(?: (.*))?\n([^]*?)\n```/g;

/** The examples of `docs/guides/diagnostics.md`. */
export function guideSections(): GuideSection[] {
  const guide = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'guides', 'diagnostics.md'), 'utf8');
  return guide.split(/^### /m).slice(1).map(section => {
    const id = /^`(\w+)`\n/.exec(section)![1];
    const fences = Array.from(section.matchAll(FENCE), ([, language, info = '', content]) => ({ language, info, content }));
    const at = fences.findIndex(({ language }) => language === 'text');
    return { id, message: fences[at].content, ...email(fences.slice(0, at), 'wrong'), ...email(fences.slice(at + 1), 'right', fences.slice(0, at)) };
  });
}

type Fence = { readonly language: string; readonly info: string; readonly content: string };

/** @param before an earlier example, whose partials and data still apply */
function email<K extends string>(fences: readonly Fence[], key: K, before: readonly Fence[] = []): { [key in K]?: GuideEmail } {
  if (fences.length === 0) return {};
  const shared = before.filter(({ language, info }) => language === 'json' || info.startsWith('partial '));
  const parts: Record<string, string> = {};
  const partials: Record<string, string> = {};
  let data: unknown;
  for (const { language, info, content } of [...shared, ...fences]) {
    if (language === 'json') data = JSON.parse(content);
    else if (info.startsWith('partial ')) partials[info.slice('partial '.length)] = content;
    else parts[info] = content;
  }
  return { [key]: { parts, partials, data } } as { [key in K]?: GuideEmail };
}
