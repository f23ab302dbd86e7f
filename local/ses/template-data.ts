/** The data that a template is rendered with, as the API carries it. */

/** Documented, in characters. */
export const MAX_TEMPLATE_DATA_LENGTH = 262_144;

/** The JSON object in this text; undefined when the text is something else. */
export function parseTemplateData(json: string): object | undefined {
  try {
    const data: unknown = JSON.parse(json);
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : undefined;
  } catch {
    return undefined;
  }
}
