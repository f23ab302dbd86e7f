import { Problem } from '../diagnostics/diagnostic';
import { EMAIL } from '../diagnostics/messages/email';

/** The size of HTML at which Gmail clips an email. */
export const GMAIL_CLIPPING_BYTES = 102 * 1024;

/** @param html the text of the template, or of a rendering */
export function clipping(html: string): Problem[] {
  // A character takes at most three bytes.
  const bytes = html.length * 3 <= GMAIL_CLIPPING_BYTES ? 0 : Buffer.byteLength(html);
  return bytes <= GMAIL_CLIPPING_BYTES ? [] : [EMAIL.gmailClipping(undefined, Math.ceil(bytes / 1024))];
}
