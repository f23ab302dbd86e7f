import { IResolvable, IResolveContext, Lazy, Token } from 'aws-cdk-lib';
import { Piece } from './pieces';
import { Marker, PartContent } from '../private/contract';

/**
 * The values that are known only when deployed, numbered by first appearance: the asset holds the numbers, the custom
 * resource's properties the values.
 */
export class Markers {
  private readonly seen = new Map<IResolvable, { readonly index: number; readonly where: string }>();

  /** The content of a part as the asset holds it. `where` names the part in messages. */
  public replace(pieces: readonly Piece[], where: string): PartContent {
    const content: Array<string | Marker> = [];
    for (const piece of pieces) {
      const last = content.at(-1);
      if (typeof piece !== 'string') {
        content.push({ marker: this.indexOf(piece.token, where) });
      } else if (typeof last === 'string') {
        content[content.length - 1] = last + piece;
      } else if (piece !== '') {
        content.push(piece);
      }
    }
    return content.length === 1 && typeof content[0] === 'string' ? content[0] : content;
  }

  /** The property `Markers`: the values, which CDK and CloudFormation fill in. Absent when there are none. */
  public values(): string[] | undefined {
    if (this.seen.size === 0) return undefined;
    return [...this.seen].map(([token, { where }]) => Token.asString(Lazy.uncachedAny({
      produce: context => valueOf(token, context, where),
    })));
  }

  /** What the markers stand for, as CDK writes tokens into strings. */
  public tokens(): string[] {
    return Array.from(this.seen.keys(), token => Token.asString(token));
  }

  private indexOf(token: IResolvable, where: string): number {
    const known = this.seen.get(token);
    if (known) return known.index;
    this.seen.set(token, { index: this.seen.size, where });
    return this.seen.size - 1;
  }
}

/** CDK drops what resolves to nothing from lists, and every later marker would get its neighbour's value. */
function valueOf(token: IResolvable, context: IResolveContext, where: string): unknown {
  const value: unknown = context.resolve(token);
  if (value === undefined || value === null || Array.isArray(value)) {
    throw new Error(`${where} must hold CDK tokens of strings or numbers only, got one of: ${JSON.stringify(value)}`);
  }
  return typeof value === 'object' ? value : String(value);
}
