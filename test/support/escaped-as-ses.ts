/** A content as GetTemplate gives it back (aws-sdk-js-v3#5704): each UTF-16 unit outside ASCII is written as an escape. */
export function escapedAsSes(content: string): string {
  return content.replace(/[^\x00-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
