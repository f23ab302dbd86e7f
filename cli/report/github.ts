import { Report } from './report';
import { placeOf } from '../../src/language';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Workflow commands, which GitHub Actions shows next to the lines of a pull request.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function github({ path, findings }: Report): string {
  return findings.map(({ email, diagnostic }) => {
    const { severity, id, file, line, column, message, suggestion, others = [] } = diagnostic;
    const properties = Object.entries({ file, line, col: column, title: id })
      .flatMap(([name, value]) => value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]);
    const where = file === undefined ? `${email === undefined ? path : `${path}/${email}`}: ` : '';
    const also = others.length > 0 ? [`Also at ${others.join(', ')}.`] : [];
    const place = file !== undefined && line === undefined ? `${placeOf(diagnostic)}: ` : '';
    return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeMessage([`${where}${place}${message}`, suggestion, ...also].filter(Boolean).join('\n\n'))}`;
  }).join('\n');
}

function escapeMessage(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
