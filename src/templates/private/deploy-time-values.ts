import { IResolvable, IResolveContext, Lazy, Token } from 'aws-cdk-lib';
import { Piece } from './token-pieces';
import { fill, Marker, PartContent } from '../../contract/contract';
import { memo } from '../../language';

/**
 * The values that are known only at deployment. The asset contains their numbers, the properties of the custom resource contain
 * the values.
 *
 * They are numbered as they are read. Uploaded content is numbered separately, by first appearance, because not everything that is
 * read is uploaded: unused partials and comments are not.
 */
export class Markers {
  private readonly read = new Map<IResolvable, number>();
  private readonly uploaded = new Map<number, { readonly index: number; readonly where: string }>();

  /** Replaces the tokens by numbers. */
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

  /** Converts numbered content for the asset. `where` names the part in messages. */
  public upload(content: PartContent, where: string): PartContent {
    if (typeof content === 'string') return content;
    return content.map(piece => typeof piece === 'string' ? piece
      : { marker: memo(this.uploaded, piece.marker, () => ({ index: this.uploaded.size, where })).index });
  }

  /** Converts numbered content to a string with CDK tokens. */
  public fill(content: PartContent): string {
    return fill(content, Array.from(this.read.keys(), token => Token.asString(token)));
  }

  /** The property `Markers`: the values, which CDK and CloudFormation resolve. Absent if there are none. */
  public values(): string[] | undefined {
    if (this.uploaded.size === 0) return undefined;
    const tokens = [...this.read.keys()];
    return Array.from(this.uploaded, ([index, { where }]) => Token.asString(Lazy.uncachedAny({
      produce: context => valueOf(tokens[index], context, where),
    })));
  }
}

/** Rejects empty values: CDK would drop them from the list, and every later marker would get the wrong value. */
function valueOf(token: IResolvable, context: IResolveContext, where: string): unknown {
  const value: unknown = context.resolve(token);
  if (value === undefined || value === null || Array.isArray(value)) {
    throw new Error(`${where} must contain only CDK tokens of strings or numbers, got one of: ${JSON.stringify(value)}`);
  }
  return typeof value === 'object' ? value : String(value);
}
