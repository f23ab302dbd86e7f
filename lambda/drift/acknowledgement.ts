import { createHash } from 'node:crypto';
import { DriftFindingName } from '../../src/contract/drift';

/**
 * Identifies a finding by the state that it was made in: `welcome@3f2a90c1d4e5`.
 *
 * It holds what is declared as well as what is live. So it lapses when the template is edited again, and with the next
 * deployment that changes the template.
 */
export function acknowledgementOf(name: string, kind: DriftFindingName, state: unknown): string {
  return `${name}@${createHash('sha256').update(JSON.stringify([name, kind, state])).digest('hex').slice(0, 12)}`;
}
