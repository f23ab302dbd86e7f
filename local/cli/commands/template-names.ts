import { nearest } from './nearest';
import { StoredTemplate } from '../../ses';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';

/** How many names an error lists. */
const LISTED = 20;

/**
 * The template of this name.
 *
 * @throws CommandError with the names that may be meant, or those that there are
 */
export function templateNamed(session: LocalSession, name: string): StoredTemplate {
  const template = session.ses.templates.get(name);
  if (template) return template;
  const names = session.ses.templates.list().map(({ TemplateName }) => TemplateName).sort();
  throw new CommandError(`There is no template '${name}' in the local SES${advice(name, names)}`);
}

function advice(name: string, names: readonly string[]): string {
  if (names.length === 0) return ': it has none. Deploy some with: npm run local -- deploy';
  const near = nearest(name, names);
  if (near.length > 0) return `. Did you mean ${near.map(other => `'${other}'`).join(' or ')}?`;
  const more = names.length - LISTED;
  return `. There are: ${names.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
