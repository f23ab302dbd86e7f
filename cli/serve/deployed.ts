import { Deployed } from './deployment';
import { Finding } from '../emails/check';
import { colors } from '../report/colors';
import { count, findingsText } from '../report/text';

/** Says in a line what a deployment changed; empty if nothing. */
export function deployedText({ created, updated, deleted }: Deployed): string {
  const changes = Object.entries({ created, updated, deleted }).filter(([, names]) => names.length > 0).map(([change, names]) => `${change} ${some(names)}`);
  return changes.length === 0 ? '' : colors.dim(changes.join('; '));
}

/** The errors with their frames, and how many emails they keep from being deployed. */
export function problemsText(path: string, problems: readonly Finding[]): string {
  const emails = new Set(problems.flatMap(({ email }) => email ?? []));
  const verdict = `${emails.size === 0 ? count(problems.length, 'error') : `not deployed because of errors: ${some([...emails])}`}`;
  return [...findingsText(path, problems, 'error'), colors.red(`✗ ${verdict}`)].join('\n\n');
}

const MOST_NAMES = 8;

function some(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length <= MOST_NAMES ? shown : `${shown} and ${names.length - MOST_NAMES} more`;
}
