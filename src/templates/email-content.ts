import { isAbsolute, relative, resolve } from 'node:path';
import { readText, splitAt } from './files/text-file';
import { ContentError, Piece, piecesOf } from './private/token-pieces';

/**
 * Options for a content that is read from a file.
 */
export interface EmailContentOptions {
  /**
   * Values to put into the file's text, by the placeholder that stands there for them.
   *
   * This is how a value that is known only when deployed, such as the URL of an API, gets into a file: the file is
   * otherwise taken literally, whatever is in it. Every occurrence is replaced; of placeholders that begin alike, the
   * longest counts. Values may hold CDK tokens, and are not searched for placeholders again.
   *
   * @example
   * declare const api: apigateway.RestApi;
   * EmailContent.fromFile('emails/order.html', { replace: { '%ORDER_URL%': `${api.url}orders` } });
   *
   * @default - the file's text as it is
   */
  readonly replace?: { [placeholder: string]: string };
}

/**
 * The content of one part of an email template, in the template language of Amazon SES.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export abstract class EmailContent {
  /**
   * The content as a string. CDK tokens may stand in it, wherever: they are replaced when the stack is deployed.
   *
   * Synthesis fails for a list token in the string, and for half of a character (a lone surrogate).
   *
   * @param content the text, e.g. `Welcome, {{name}}.`
   */
  public static fromInline(content: string): EmailContent {
    return new InlineContent(content);
  }

  /**
   * The content of a file in UTF-8, with or without a byte order mark.
   *
   * Synthesis fails if there is no such file, if it is not UTF-8, or if a placeholder to replace is not in it.
   *
   * @param path the file's path, absolute or relative to the working directory of the CDK app
   */
  public static fromFile(path: string, options: EmailContentOptions = {}): EmailContent {
    return new FileContent(path, options.replace ?? {});
  }

  /**
   * The content, with its CDK tokens taken out.
   *
   * @internal
   */
  public abstract _pieces(): Piece[];

  /**
   * The file that the content comes from, as messages name it.
   *
   * @internal
   */
  public _file(): string | undefined {
    return undefined;
  }
}

class InlineContent extends EmailContent {
  constructor(private readonly content: string) {
    super();
  }

  public _pieces(): Piece[] {
    return piecesOf(this.content);
  }
}

class FileContent extends EmailContent {
  constructor(private readonly path: string, private readonly replace: Record<string, string>) {
    super();
  }

  /** From the working directory, where that is shorter: an editor opens it by a click, and it is the same on every machine. */
  public _file(): string {
    const path = relative('', this.path);
    return path.startsWith('..') || isAbsolute(path) ? this.path : path;
  }

  public _pieces(): Piece[] {
    const file = resolve(this.path);
    const text = readText(file);
    const placeholders = Object.keys(this.replace);
    const pieces = splitAt(placeholders, text);
    const found = new Set(pieces.filter(piece => piece.isPlaceholder).map(piece => piece.text));
    const missing = placeholders.filter(placeholder => !found.has(placeholder));
    if (missing.length > 0) {
      throw new ContentError(`must hold every placeholder to replace, got: ${file} without ${missing.map(one => JSON.stringify(one)).join(', ')}`);
    }
    return pieces.flatMap(piece => piece.isPlaceholder ? piecesOf(this.replace[piece.text]) : [piece.text]);
  }
}
