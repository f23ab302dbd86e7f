import { lastAtMost } from './last-at-most';
import { Marker, PartContent } from '../../contract/contract';

/**
 * Noncharacters replace what the parser cannot handle: Unicode reserves them for internal use, and mails cannot contain them.
 * Deploy-time values become `OPEN index CLOSE`. The line and paragraph separators are replaced because Handlebars counts columns
 * wrongly on a line that contains one.
 */
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';
const SEPARATORS: Record<string, string> = { '\u2028': '\uFDD2', '\u2029': '\uFDD3' };
const RESERVED = /[\uFDD0-\uFDD3]/;
const SPECIAL = /[\u2028\u2029\uFDD0-\uFDD3]/;
const MARKER = /\uFDD0(\d+)\uFDD1/g;

export interface Point {
  /** From 1. */
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly column: number;
}

export interface Location {
  readonly start: Point;
  readonly end: Point;
}

/** The origin of a text, for messages. */
export interface Origin {
  readonly file?: string;
  /** The name of the shared partial that the text belongs to. */
  readonly partial?: string;
}

/** A range of a source. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** The text of a part or a partial, in the form that is parsed. */
export class Source {
  static from(content: PartContent, origin: Origin = {}): Source {
    let text = '';
    let reservedAt: number | undefined;
    for (const piece of typeof content === 'string' ? [content] : content) {
      if (typeof piece !== 'string') {
        text += `${OPEN}${piece.marker}${CLOSE}`;
        continue;
      }
      // Fast path: texts almost never contain a special character.
      if (!SPECIAL.test(piece)) {
        text += piece;
        continue;
      }
      const reserved = piece.search(RESERVED);
      if (reserved >= 0) reservedAt ??= text.length + reserved;
      text += piece.replace(/[\u2028\u2029]/g, separator => SEPARATORS[separator]);
    }
    return new Source(text, origin, reservedAt);
  }

  private lineStarts?: number[];

  /**
   * @param text in the form of `source.text`
   * @param reservedAt the offset of a character that the content must not contain, because it is reserved here
   */
  constructor(readonly text: string, readonly origin: Origin, readonly reservedAt?: number) {}

  /** Line and column, both from 1, as in an editor. */
  position(offset: number): Point {
    const starts = this.starts();
    const index = lastAtMost(starts, offset);
    return { line: index + 1, column: display(this.text.slice(starts[index], offset)).length + 1 };
  }

  place(location: Location): Place {
    return { source: this, start: this.offset(location.start), end: this.offset(location.end) };
  }

  /** A line as displayed in messages, without its line end. */
  line(number: number): string | undefined {
    const starts = this.starts();
    if (number < 1 || number > starts.length) return undefined;
    return display(this.text.slice(starts[number - 1], starts[number]).replace(/[\r\n]+$/, ''));
  }

  private offset(point: Point): number {
    return Math.min((this.starts()[point.line - 1] ?? this.text.length) + point.column, this.text.length);
  }

  private starts(): number[] {
    return this.lineStarts ??= lineStarts(this.text);
  }
}

/** `\r\n`, `\r` and `\n` end a line. */
function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const { index, 0: ending } of text.matchAll(/\r\n?|\n/g)) starts.push(index + ending.length);
  } else {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  }
  return starts;
}

/** Whether a text contains a deploy-time value. */
export function hasMarker(text: string): boolean {
  return text.includes(OPEN);
}

/** A text as displayed in messages. */
export function display(text: string): string {
  if (!RESERVED.test(text)) return text;
  return text.replace(MARKER, '${…}').replace(/[\uFDD2\uFDD3]/g, ' ');
}

/** Converts the text of a source back to content: the inverse of `Source.from(content).text`. */
export function contentOf(text: string): PartContent {
  if (!RESERVED.test(text)) return text;
  const plain = text.replace(/[\uFDD2\uFDD3]/g, stand => stand === SEPARATORS['\u2028'] ? '\u2028' : '\u2029');
  if (!hasMarker(plain)) return plain;
  const pieces: Array<string | Marker> = [];
  plain.split(MARKER).forEach((piece, index) => {
    if (index % 2 === 1) pieces.push({ marker: Number(piece) });
    else if (piece !== '') pieces.push(piece);
  });
  return pieces;
}
