/**
 * The problem of a text that contains half of a character, or undefined. Neither UTF-8 nor the encoding of requests to Amazon SES
 * can represent it.
 *
 * @param where a more precise position, for the message
 */
export function loneSurrogateProblem(text: string, where: string = ''): string | undefined {
  // Node.js has it from version 20; the types of ES2022 do not.
  if ((text as string & { isWellFormed(): boolean }).isWellFormed()) return undefined;
  const found = /\p{Surrogate}/u.exec(text)!;
  return `must be valid Unicode, got: the lone surrogate ${JSON.stringify(found[0]).slice(1, -1)} at index ${found.index}, half of a character${where}; `
    + 'cut text at whole characters, for example with Array.from(text)';
}
