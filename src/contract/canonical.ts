/**
 * The form in which two contents are compared.
 *
 * SES returns non-ASCII characters as `\uXXXX` escapes although it sends mail correctly (aws-sdk-js-v3#5704), and it is
 * unknown whether it keeps CRLF. Both sides are normalized, so that neither effect looks like drift.
 */
export function canonical(content: string): string {
  return unescapeNonAscii(content).replace(/\r\n/g, '\n');
}

/** Restores the content that was written from what GetTemplate returns. SES never escapes ASCII, so an escape of ASCII is the author's. */
export function unescapeNonAscii(content: string): string {
  return content.replace(/\\u([0-9a-fA-F]{4})/g, (escape, hex: string) => {
    const code = parseInt(hex, 16);
    return code < 0x80 ? escape : String.fromCharCode(code);
  });
}
