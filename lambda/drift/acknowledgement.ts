import { createHash } from 'node:crypto';
import { DriftFindingName } from '../../src/contract/drift';

/**
 * Identifies a finding and the state in which it was found: `welcome@3f2a90c1d4e5`.
 *
 * It depends on both the declared and the live content, so it lapses when the template is edited again, and with the next
 * deployment that changes the template.
 */
export function acknowledgementOf(name: string, kind: DriftFindingName, state: unknown): string {
  return `${name}@${createHash('sha256').update(JSON.stringify([name, kind, state])).digest('hex').slice(0, 12)}`;
}
