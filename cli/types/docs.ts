/** The documentation in the comments of an email. */
export interface Docs {
  readonly email?: string;
  /** By the path of the variable. */
  readonly variables: ReadonlyMap<string, string>;
}

const COMMENT = /\{\{~?!(?:--([^]*?)--|(?!--)([^}]*))~?\}\}/g;
const OF_VARIABLE = /^([a-zA-Z_$][\w$-]*(?:\[\])?(?:\.[a-zA-Z_$][\w$-]*(?:\[\])?)*):\s+([^]+)$/;

/**
 * The comments of an email: `{{! order.total: with taxes }}` describes a variable, and a comment at the beginning of a part
 * describes the email.
 */
export function docsOf(parts: readonly string[]): Docs {
  const variables = new Map<string, string>();
  let email: string | undefined;
  for (const part of parts) {
    for (const { index, 1: long, 2: short } of part.matchAll(COMMENT)) {
      const comment = (long ?? short).trim();
      const [, path, text] = OF_VARIABLE.exec(comment) ?? [];
      if (path !== undefined) {
        if (!variables.has(path)) variables.set(path, text.trim());
      } else if (email === undefined && comment !== '' && part.slice(0, index).trim() === '') {
        email = comment;
      }
    }
  }
  return { email, variables };
}
