import { isAbsolute, relative, resolve } from 'node:path';
import { readText, Section, splitAt } from './files/text-file';
import { ContentError } from './private/content-error';
import { Piece, piecesOf, TokenPiece } from './private/token-pieces';

/**
 * Options for the content of a part.
 */
export interface EmailContentOptions {
  /**
   * Values to insert into the text, by the placeholders that they replace.
   *
   * Use this to insert a value that is known only at deployment, such as the URL of an API, into a file, whose text is
   * otherwise taken literally, or to avoid template literals and f-strings. Every occurrence is replaced; if one placeholder
   * is the beginning of another, the longer one is replaced. Each placeholder must occur in the text. Values can contain CDK
   * tokens, and are not searched for placeholders.
   *
   * @example
   * declare const api: apigateway.RestApi;
   * EmailContent.fromFile('emails/order.html', { replace: { '%SHOP_URL%': api.url } });
   *
   * @default - the text is not changed
   */
  readonly replace?: { [placeholder: string]: string };
}

/**
 * The content of one part of an email template, in the template language of Amazon SES.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export class EmailContent {
  /**
   * The content as a string, which can contain CDK tokens anywhere. They are resolved at deployment.
   *
   * Braces have a meaning in template literals of JavaScript and f-strings of Python: `f"Welcome, {{name}}"` is
   * `Welcome, {name}`, without a variable. Use a plain string, and `replace` for values of the app.
   *
   * Synthesis fails for a list token in the string, and if a placeholder to replace does not occur in it.
   *
   * @param content the text, e.g. `Welcome, {{name}}.`
   *
   * @example
   * declare const api: apigateway.RestApi;
   * EmailContent.fromInline('Hello, {{name}}. Confirm: %URL%confirm', { replace: { '%URL%': api.url } });
   */
  public static fromInline(content: string, options: EmailContentOptions = {}): EmailContent {
    const replace = options.replace ?? {};
    return new EmailContent(() => replaced(piecesOf(content), 'the text', replace));
  }

  /**
   * The content of a file in UTF-8, with or without a byte order mark.
   *
   * Synthesis fails if the file does not exist, if it is not UTF-8, or if a placeholder to replace does not occur in it. A line
   * end at the end of a subject's file is not part of the subject.
   *
   * @param path the file's path, absolute or relative to the working directory of the CDK app, which for `cdk synth` is the
   * folder of `cdk.json`. For a path relative to the source file, use `path.join(__dirname, …)`, or
   * `os.path.join(os.path.dirname(__file__), …)` in Python.
   */
  public static fromFile(path: string, options: EmailContentOptions = {}): EmailContent {
    const replace = options.replace ?? {};
    return new EmailContent(() => {
      const file = resolve(path);
      return replaced([readText(file)], file, replace);
    }, path);
  }

  private constructor(private readonly read: () => Piece[], private readonly path?: string) {}

  /**
   * The content, split into text and CDK tokens.
   *
   * @throws ContentError for content that cannot be read
   * @internal
   */
  public _pieces(): Piece[] {
    return this.read();
  }

  /**
   * The file of the content, for messages: relative to the working directory if the file is inside it, so that editors can
   * open it with a click and the message is the same on every machine.
   *
   * @internal
   */
  public _file(): string | undefined {
    if (this.path === undefined) return undefined;
    const path = relative('', this.path);
    return path.startsWith('..') || isAbsolute(path) ? this.path : path;
  }
}

/** @param where the origin of the pieces, for messages */
function replaced(pieces: readonly Piece[], where: string, replace: Readonly<Record<string, string>>): Piece[] {
  const placeholders = Object.keys(replace);
  const sections = pieces.flatMap((piece): Array<Section | TokenPiece> => typeof piece === 'string' ? splitAt(placeholders, piece) : [piece]);
  const found = new Set(sections.flatMap(section => 'isPlaceholder' in section && section.isPlaceholder ? [section.text] : []));
  const missing = placeholders.filter(placeholder => !found.has(placeholder));
  if (missing.length > 0) {
    throw new ContentError(`must contain every placeholder to replace, got: ${where} without ${missing.map(one => JSON.stringify(one)).join(', ')}`);
  }
  return sections.flatMap((section): Piece[] => {
    if ('token' in section) return [section];
    return section.isPlaceholder ? piecesOf(replace[section.text]) : [section.text];
  });
}
