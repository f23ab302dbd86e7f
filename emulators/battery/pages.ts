/** Reads a list page by page, until something is found. Undefined if no page has it. */
export async function findOnPages<P extends { readonly NextToken?: string }, T>(
  read: (NextToken?: string) => Promise<P>, find: (page: P) => T | undefined,
): Promise<T | undefined> {
  let token: string | undefined;
  do {
    const page = await read(token);
    const found = find(page);
    if (found !== undefined) return found;
    token = page.NextToken;
  } while (token);
  return undefined;
}
