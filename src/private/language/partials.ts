import { PartContent } from '../contract';
import { Problem } from './diagnostic';
import { Lint, lint } from './lint';
import { isUnit, parse, Unit } from './parse';
import { Source } from './source';

/** A text, and the file that messages shall name for it. */
export interface SourceText {
  readonly content: PartContent;
  readonly file?: string;
}

export interface SharedPartial {
  /** Absent where the text does not parse. */
  readonly unit?: Unit;
  readonly problems: readonly Problem[];
}

/** Partials that several templates share. Each is parsed when it is first used, once however many use it. */
export class PartialLibrary {
  private readonly parsed = new Map<string, SharedPartial>();

  constructor(private readonly sources: Readonly<Record<string, SourceText>>) {}

  get names(): string[] {
    return Object.keys(this.sources);
  }

  get(name: string): SharedPartial | undefined {
    if (!Object.prototype.hasOwnProperty.call(this.sources, name)) return undefined;
    const known = this.parsed.get(name);
    if (known) return known;
    const { content, file } = this.sources[name];
    const partial = check(parse(Source.from(content, { partial: name, ...file !== undefined && { file } })));
    this.parsed.set(name, partial);
    return partial;
  }
}

function check(parsed: Unit | Problem): SharedPartial {
  if (!isUnit(parsed)) return { problems: [parsed] };
  const { problems }: Lint = lint(parsed);
  return { unit: parsed, problems };
}
