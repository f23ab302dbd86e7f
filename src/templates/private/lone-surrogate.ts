/**
 * What is wrong with a text that holds half of a character, or undefined. Neither UTF-8 nor the encoding of requests to
 * Amazon SES can hold it.
 *
 * @param where words that say more of the place
 */
export function loneSurrogateProblem(text: string, where: string = ''): string | undefined {
  const found = /\p{Surrogate}/u.exec(text);
  if (!found) return undefined;
  return `must be valid Unicode, got: the lone surrogate ${JSON.stringify(found[0]).slice(1, -1)} at index ${found.index}, half of a character${where}; `
    + 'cut text at whole characters, such as by Array.from(text)';
}
