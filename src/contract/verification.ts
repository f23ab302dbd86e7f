import { PLACEHOLDERS } from './limits';

/**
 * Values for the placeholders that SES fills in when it sends. It is not documented whether TestRenderTemplate fills them in,
 * too; data that a template does not use is harmless.
 */
const VALUES_OF_PLACEHOLDERS = Object.fromEntries(Array.from(PLACEHOLDERS, name => [name, '']));

/** The data that TestRenderTemplate renders a template with to verify it. */
export function verificationData(sampleData: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...VALUES_OF_PLACEHOLDERS, ...sampleData });
}
