/**
 * The text without the response address: whoever has it can answer for the resource. Its query, which holds the
 * signature, is hidden wherever it stands, also without the rest.
 */
export function redact(text: string, responseUrl: string): string {
  const query = responseUrl.slice(responseUrl.indexOf('?') + 1);
  return [responseUrl, query, decodeURIComponent(safe(query))]
    .filter(secret => secret.length > 0)
    .reduce((result, secret) => result.split(secret).join('[ResponseURL]'), text);
}

/** A query that is no valid percent-encoding stays as it is. */
function safe(query: string): string {
  try {
    decodeURIComponent(query);
    return query;
  } catch {
    return '';
  }
}
