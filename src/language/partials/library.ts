import { PartContent } from '../../contract/contract';
import { lint } from '../check/lint';
import { Part, Problem, quote, warning } from '../diagnostics/diagnostic';
import { isUnit, parse, Unit } from '../parse/parse';
import { withoutLineEnd } from '../text/line-end';
import { Source } from '../text/source';

/** A text, and the file that messages shall name for it. */
export interface SourceText {
  readonly content: PartContent;
  readonly file?: string;
}

/** A partial's text for every part, or one for HTML and another for subject and text. */
export type PartialSource = SourceText | { readonly html: SourceText; readonly text: SourceText };

export interface SharedPartial {
  /** Absent where the text does not parse. */
  readonly unit?: Unit;
  readonly problems: readonly Problem[];
}

/** Partials that several templates share. Each is parsed when it is first used, once however many use it. */
export class PartialLibrary {
  private readonly sources: ReadonlyMap<string, PartialSource>;
  private readonly parsed = new Map<SourceText, SharedPartial>();
  private readonly parsedForSubjects = new Map<SourceText, SharedPartial>();

  /** @param wider partials that are known besides; those of the same name stand behind */
  constructor(sources: Readonly<Record<string, PartialSource>>, private readonly wider?: PartialLibrary) {
    this.sources = new Map(Object.entries(sources));
  }

  get names(): string[] {
    return [...new Set([...this.sources.keys(), ...this.wider?.names ?? []])];
  }

  get(name: string, part: Part): SharedPartial | undefined {
    const source = this.sources.get(name);
    if (!source) return this.wider?.get(name, part);
    const text = 'content' in source ? source : part === 'html' ? source.html : source.text;
    const partial = this.parse(name, text, part);
    const markup = part === 'html' ? undefined : htmlOf(partial, part);
    return markup ? { ...partial, problems: [...partial.problems, markup] } : partial;
  }

  private parse(name: string, text: SourceText, part: Part): SharedPartial {
    const parsed = part === 'subject' ? this.parsedForSubjects : this.parsed;
    const known = parsed.get(text);
    if (known) return known;
    const { content, file } = text;
    const origin = { partial: name, ...file !== undefined && { file } };
    const partial = check(parse(Source.from(part === 'subject' ? withoutLineEnd([content].flat()) : content, origin)));
    parsed.set(text, partial);
    return partial;
  }
}

/** A tag or an entity. */
const MARKUP = /<\/?[a-z][^<>{}]*>|&(?:[a-z]+|#\d+);/i;

/** What nobody decodes in a subject or a text part. Known of files of HTML only: a text may have angle brackets. */
function htmlOf({ unit }: SharedPartial, part: Part): Problem | undefined {
  if (!unit || !/\.html?$/i.test(unit.source.origin.file ?? '')) return undefined;
  const markup = MARKUP.exec(unit.source.text);
  if (!markup) return undefined;
  const place = { source: unit.source, start: markup.index, end: markup.index + markup[0].length };
  return warning('htmlInText', place, `This partial is HTML, and the ${part} part uses it, which shows ${quote(markup[0])} as it stands.`,
    'Write one for texts as well, in a file beside it whose name ends in .txt, or call another one there.');
}

function check(parsed: Unit | Problem): SharedPartial {
  if (!isUnit(parsed)) return { problems: [parsed] };
  return { unit: parsed, problems: lint(parsed).problems };
}
