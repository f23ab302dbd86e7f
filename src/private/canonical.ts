/**
 * The form in which two contents are compared.
 *
 * SES gives non-ASCII back as `\uXXXX` escapes although it sends the mail right (aws-sdk-js-v3#5704), and whether it
 * keeps CRLF is unknown: both are undone on both sides, so that neither looks like somebody's edit.
 */
export function canonical(content: string): string {
  return content
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\r\n/g, '\n');
}
