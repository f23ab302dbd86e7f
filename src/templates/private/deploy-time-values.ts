import { IResolvable, IResolveContext, Lazy, Token } from 'aws-cdk-lib';
import { Piece } from './token-pieces';
import { fill, Marker, PartContent } from '../../contract/contract';
import { memo } from '../../language';

/**
 * The values that are known only when deployed: the asset holds their numbers, the custom resource's properties the
 * values.
 *
 * They are numbered as they are read. What is uploaded has numbers of its own, by first appearance, since not all that is
 * read is uploaded: partials that no template uses, and comments in those that are compiled in.
 */
export class Markers {
  private readonly read = new Map<IResolvable, number>();
  private readonly uploaded = new Map<number, { readonly index: number; readonly where: string }>();

  /** What was read, with numbers in place of its tokens. */
  public number(pieces: readonly Piece[]): PartContent {
    const content: Array<string | Marker> = [];
    for (const piece of pieces) {
      const last = content.at(-1);
      if (typeof piece !== 'string') {
        content.push({ marker: memo(this.read, piece.token, () => this.read.size) });
      } else if (typeof last === 'string') {
        content[content.length - 1] = last + piece;
      } else if (piece !== '') {
        content.push(piece);
      }
    }
    return content.length === 1 && typeof content[0] === 'string' ? content[0] : content;
  }

  /** A numbered content as the asset holds it. `where` names the part in messages. */
  public upload(content: PartContent, where: string): PartContent {
    if (typeof content === 'string') return content;
    return content.map(piece => typeof piece === 'string' ? piece
      : { marker: memo(this.uploaded, piece.marker, () => ({ index: this.uploaded.size, where })).index });
  }

  /** A numbered content, with tokens as CDK writes them into strings. */
  public fill(content: PartContent): string {
    return fill(content, Array.from(this.read.keys(), token => Token.asString(token)));
  }

  /** The property `Markers`: the values, which CDK and CloudFormation fill in. Absent when there are none. */
  public values(): string[] | undefined {
    if (this.uploaded.size === 0) return undefined;
    const tokens = [...this.read.keys()];
    return Array.from(this.uploaded, ([index, { where }]) => Token.asString(Lazy.uncachedAny({
      produce: context => valueOf(tokens[index], context, where),
    })));
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
