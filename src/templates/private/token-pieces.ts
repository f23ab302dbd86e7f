import { IResolvable, Tokenization } from 'aws-cdk-lib';
import { ContentError } from './content-error';
import { loneSurrogateProblem } from './lone-surrogate';

/** A part of a template before synthesis: text, with CDK tokens between. */
export type Piece = string | TokenPiece;

export interface TokenPiece {
  readonly token: IResolvable;
}

/**
 * Takes the CDK tokens out of a text: string tokens, and number tokens as `${port}` pastes them.
 *
 * @throws ContentError for a list token, of which a string holds no usable trace, for the text of an unknown token, and for
 * half of a character
 */
export function piecesOf(text: string): Piece[] {
  const list = /#\{Token\[[\w:.-]+\]\}/.exec(text);
  if (list) {
    throw new ContentError(`must not hold a list that is known only when deployed, got: ${list[0]}; join it first, as in Fn.join(', ', list)`);
  }
  const half = loneSurrogateProblem(text);
  if (half) throw new ContentError(half);
  // Wrapped, tokens survive `join`, which else makes strings of them; it is the one way to the fragments in their order.
  const joined: Piece | Piece[] | undefined = fragmentsOf(text)
    .mapTokens({ mapToken: (token): TokenPiece => ({ token }) })
    .join({ join: (left: Piece | Piece[] | undefined, right: Piece | undefined) => [left, right].flat() });
  return [joined].flat().filter(piece => piece !== undefined);
}

/** Whether CDK tokens of any kind stand in a text. */
export function holdsToken(text: string): boolean {
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
      `must hold no text in the form of a CDK token that is none, got: ${(error as Error).message}; EmailContent.fromFile takes any text literally`,
      { cause: error });
  }
}
