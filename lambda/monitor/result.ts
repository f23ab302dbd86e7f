import { CheckedTemplate, Judged } from '../drift';

/** The result of a check for one template or configuration set. */
export interface Result extends Omit<CheckedTemplate, 'findings'> {
  readonly findings: readonly Judged[];
  /** What was not compared, because the API does not show it. */
  readonly notComparable?: readonly string[];
  readonly healing?: Healing;
}

/** What the monitor did about a finding: it restored the template, did not change it, or failed to restore it. */
export interface Healing {
  readonly outcome: 'healed' | 'left' | 'failed';
  readonly reason?: string;
}

/** The check of one part of a monitor. */
export interface Report {
  readonly monitor: string;
  readonly part: number;
  /** When the check began. */
  readonly checkedAt: Date;
  readonly results: readonly Result[];
  /** Why the check, or a whole area of it, could not run. */
  readonly failures: readonly string[];
}

/** Whether a finding needs attention: it is neither known nor healed. */
export function isOpen({ healing }: Result, { known, finding: { kind } }: Judged): boolean {
  return known === undefined && !(healing?.outcome === 'healed' && isHealable(kind));
}

/** Whether writing the declared content back can resolve a finding. */
export function isHealable(kind: Judged['finding']['kind']): boolean {
  return kind === 'CHANGED' || kind === 'MISSING' || kind === 'BROKEN';
}
