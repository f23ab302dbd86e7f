import { nearest } from './nearest';
import { StoredTemplate } from '../../ses';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';

/** The maximum number of names that an error lists. */
const LISTED = 20;

/**
 * Returns the template of this name.
 *
 * @throws CommandError that suggests similar names, or lists the existing ones
 */
export function templateNamed(session: LocalSession, name: string): StoredTemplate {
  const template = session.ses.templates.get(name);
  if (template) return template;
  const names = session.ses.templates.list().map(({ TemplateName }) => TemplateName).sort();
  throw new CommandError(`There is no template '${name}' in the local SES${advice(name, names)}`);
}

function advice(name: string, names: readonly string[]): string {
  if (names.length === 0) return ', which is empty. Deploy some with: npm run local -- deploy';
  const near = nearest(name, names);
  if (near.length > 0) return `. Did you mean ${near.map(other => `'${other}'`).join(' or ')}?`;
  const more = names.length - LISTED;
  return `. There are: ${names.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
