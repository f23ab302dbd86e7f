import { IResolvable, Tokenization } from 'aws-cdk-lib';
import { ContentError } from './content-error';
import { loneSurrogateProblem } from './lone-surrogate';

/** A piece of a part before synthesis: text or a CDK token. */
export type Piece = string | TokenPiece;

export interface TokenPiece {
  readonly token: IResolvable;
}

/**
 * Splits a text at its CDK tokens: string tokens, and number tokens as inserted by `${port}`.
 *
 * @throws ContentError for a list token, which cannot be recovered from a string, for the text of an unknown token, and for half of a
 * character
 */
export function piecesOf(text: string): Piece[] {
  const list = /#\{Token\[[\w:.-]+\]\}/.exec(text);
  if (list) {
    throw new ContentError(`must not contain a list that is known only at deployment, got: ${list[0]}; join it first, as in Fn.join(', ', list)`);
  }
  const half = loneSurrogateProblem(text);
  if (half) throw new ContentError(half);
  // `join` is the only way to get the fragments in order. Tokens are wrapped, because it would convert them to strings.
  const joined: Piece | Piece[] | undefined = fragmentsOf(text)
    .mapTokens({ mapToken: (token): TokenPiece => ({ token }) })
    .join({ join: (left: Piece | Piece[] | undefined, right: Piece | undefined) => [left, right].flat() });
  return [joined].flat().filter(piece => piece !== undefined);
}

/** Whether a text contains CDK tokens of any kind. */
export function hasToken(text: string): boolean {
  try {
    return piecesOf(text).some(piece => typeof piece !== 'string');
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return true;
  }
}

function fragmentsOf(text: string) {
  try {
    return Tokenization.reverseString(text);
  } catch (error) {
    throw new ContentError(
      `must not contain text that looks like a CDK token but is not one, got: ${(error as Error).message}; EmailContent.fromFile takes any text literally`,
      { cause: error });
  }
}
