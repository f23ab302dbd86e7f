import { Finding } from './finding';
import { PartName } from '../../src/contract/contract';
import { IgnoreRule } from '../../src/contract/drift';

/** A finding after the rules of the monitor: what remains of it, and whether it is already known. */
export interface Judged {
  readonly finding: Finding;
  readonly known?: 'ignored' | 'acknowledged';
  /** Changed parts that a rule ignores. The finding names only the others. */
  readonly ignoredParts?: readonly PartName[];
}

/** Applies the rules and acknowledgements of the monitor to a finding. */
export function judge(finding: Finding, rules: readonly IgnoreRule[], acknowledged: readonly string[]): Judged {
  if (acknowledged.includes(finding.acknowledgement)) return { finding, known: 'acknowledged' };
  const applying = rules.filter(({ Names: names, Findings: kinds }) =>
    (kinds === undefined || kinds.includes(finding.kind)) && names.some(pattern => matchesName(pattern, finding.subject.name)));
  if (applying.some(({ Parts: parts }) => parts === undefined)) return { finding, known: 'ignored' };
  // Rules for parts apply to changes only: a missing or broken template has no parts to ignore.
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
