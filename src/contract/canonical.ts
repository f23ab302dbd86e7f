/**
 * The form in which two contents are compared.
 *
 * SES gives non-ASCII back as `\uXXXX` escapes although it sends the mail right (aws-sdk-js-v3#5704), and whether it
 * keeps CRLF is unknown: both are undone on both sides, so that neither looks like somebody's edit.
 */
export function canonical(content: string): string {
  return unescapeNonAscii(content).replace(/\r\n/g, '\n');
}

/** The content as it was written, from what GetTemplate gave back. ASCII is never escaped, so an escape of it was written so. */
export function unescapeNonAscii(content: string): string {
  return content.replace(/\\u([0-9a-fA-F]{4})/g, (escape, hex: string) => {
    const code = parseInt(hex, 16);
    return code < 0x80 ? escape : String.fromCharCode(code);
  });
}
