import { PartContent } from '../../contract/contract';
import { checkText, TextKind } from '../check/check-text';
import { engineDifferences } from '../check/engine-differences';
import { lint } from '../check/lint';
import { Part, Problem } from '../diagnostics/diagnostic';
import { parse, Unit } from '../parse/parse';
import { withoutLineEnd } from '../text/line-end';
import { memo } from '../text/memo';
import { Source } from '../text/source';

/** A text, and its file for messages. */
export interface SourceText {
  readonly content: PartContent;
  readonly file?: string;
}

/** The text of a partial for all parts, or separate texts for HTML and for subject and text. */
export type PartialSource = SourceText | { readonly html: SourceText; readonly text: SourceText };

export interface SharedPartial {
  /** Absent if the text does not parse. */
  readonly unit?: Unit;
  readonly problems: readonly Problem[];
}

/** Partials that several templates share. Each is parsed once, on first use. */
export class PartialLibrary {
  private readonly sources: ReadonlyMap<string, PartialSource>;
  private readonly parsed = new Map<SourceText, SharedPartial>();
  private readonly parsedForSubjects = new Map<SourceText, SharedPartial>();
  private readonly checked = new Map<SourceText, Map<TextKind, SharedPartial>>();

  /** @param fallback partials used when this library has none of that name */
  constructor(sources: Readonly<Record<string, PartialSource>>, private readonly fallback?: PartialLibrary) {
    this.sources = new Map(Object.entries(sources));
  }

  get names(): string[] {
    return [...new Set([...this.sources.keys(), ...this.fallback?.names ?? []])];
  }

  get(name: string, part: Part): SharedPartial | undefined {
    const source = this.sources.get(name);
    if (!source) return this.fallback?.get(name, part);
    const text = 'content' in source ? source : part === 'html' ? source.html : source.text;
    const checked = memo(this.checked, text, () => new Map<TextKind, SharedPartial>());
    return memo(checked, part, () => {
      const partial = this.parse(name, text, part);
      return partial.unit ? { ...partial, problems: [...partial.problems, ...checkText(partial.unit.source, part)] } : partial;
    });
  }

  private parse(name: string, text: SourceText, part: Part): SharedPartial {
    return memo(part === 'subject' ? this.parsedForSubjects : this.parsed, text, () => {
      const { content, file } = text;
      const origin = { partial: name, ...file !== undefined && { file } };
      const { unit, problems } = parse(Source.from(part === 'subject' ? withoutLineEnd([content].flat()) : content, origin));
      if (problems.length > 0 || !unit) return { problems };
      const linted = lint(unit).problems;
      return { unit, problems: linted.some(({ severity }) => severity === 'error') ? linted : [...linted, ...engineDifferences(unit)] };
    });
  }
}
