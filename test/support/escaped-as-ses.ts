/** Content as GetTemplate returns it (aws-sdk-js-v3#5704): each non-ASCII UTF-16 unit is escaped. */
export function escapedAsSes(content: string): string {
  return content.replace(/[^\x00-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
