import { PLACEHOLDERS } from './limits';

/**
 * Values for what SES puts in by itself when it sends. Whether it does so in TestRenderTemplate is not documented, and data
 * that a template does not use does no harm.
 */
const VALUES_OF_PLACEHOLDERS = Object.fromEntries(Array.from(PLACEHOLDERS, name => [name, '']));

/** The data that SES renders a template with, to verify it: what TestRenderTemplate gets. */
export function verificationData(sampleData: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...VALUES_OF_PLACEHOLDERS, ...sampleData });
}
