import { Finding } from './finding';
import { PartName } from '../../src/contract/contract';
import { IgnoreRule } from '../../src/contract/drift';

/** A finding after the rules: what is left of it counts, or all of it is known already, and why. */
export interface Judged {
  readonly finding: Finding;
  readonly known?: 'ignored' | 'acknowledged';
  /** Parts that were changed too, and that a rule ignores. The finding names the others. */
  readonly ignoredParts?: readonly PartName[];
}

/** Applies the rules and acknowledgements of the monitor to a finding. */
export function judge(finding: Finding, rules: readonly IgnoreRule[], acknowledged: readonly string[]): Judged {
  if (acknowledged.includes(finding.acknowledgement)) return { finding, known: 'acknowledged' };
  const applying = rules.filter(({ Names: names, Findings: kinds }) =>
    (kinds === undefined || kinds.includes(finding.kind)) && names.some(pattern => matchesName(pattern, finding.subject.name)));
  if (applying.some(({ Parts: parts }) => parts === undefined)) return { finding, known: 'ignored' };
  // Rules on parts are about changes only: a template that is missing or broken is so as a whole.
  const ignored = new Set(applying.flatMap(({ Parts: parts = [] }) => parts));
  if (finding.kind !== 'CHANGED' || !finding.parts?.some(part => ignored.has(part))) return { finding };
  const parts = finding.parts.filter(part => !ignored.has(part));
  if (parts.length === 0) return { finding, known: 'ignored' };
  return { finding: { ...finding, parts }, ignoredParts: finding.parts.filter(part => ignored.has(part)) };
}

function matchesName(pattern: string, name: string): boolean {
  const expression = pattern.split('*').map(piece => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${expression}$`).test(name);
}
