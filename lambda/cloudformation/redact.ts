/**
 * Removes the response address from a text: anyone who has it can respond for the resource. The query, which contains
 * the signature, is removed even where it appears without the rest of the address.
 */
export function redact(text: string, responseUrl: string): string {
  const query = responseUrl.slice(responseUrl.indexOf('?') + 1);
  return [responseUrl, query, decodeURIComponent(safe(query))]
    .filter(secret => secret.length > 0)
    .reduce((result, secret) => result.split(secret).join('[ResponseURL]'), text);
}

/** Empty for a query that is not valid percent-encoding. */
function safe(query: string): string {
  try {
    decodeURIComponent(query);
    return query;
  } catch {
    return '';
  }
}
