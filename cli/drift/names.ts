/** What the names of a set have around the names of its emails. */
export interface NamesOfSet {
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Finds the prefix and suffix of a set from its templates. Undefined if several are possible, as for one email `a` with the name `a-a`.
 *
 * @param templates the name of each email in the set, and that of its template
 */
export function namesOfSet(templates: ReadonlyArray<{ readonly email: string; readonly name: string }>): NamesOfSet | undefined {
  const [first] = templates;
  if (!first) return undefined;
  const possible: NamesOfSet[] = [];
  for (let at = first.name.indexOf(first.email); at >= 0; at = first.name.indexOf(first.email, at + 1)) {
    const [prefix, suffix] = [first.name.slice(0, at), first.name.slice(at + first.email.length)];
    if (templates.every(({ email, name }) => name === prefix + email + suffix)) possible.push({ prefix, suffix });
  }
  return possible.length === 1 ? possible[0] : undefined;
}
