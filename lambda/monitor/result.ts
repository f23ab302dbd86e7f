import { CheckedTemplate, Judged } from '../drift';

/** What a check knows about one template or configuration set in the end. */
export interface Result extends Omit<CheckedTemplate, 'findings'> {
  readonly findings: readonly Judged[];
  /** What the API does not show, so that it was not compared. */
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

/** Whether a finding calls for someone: it is not known, and not healed. */
export function isOpen({ healing }: Result, { known, finding: { kind } }: Judged): boolean {
  return known === undefined && !(healing?.outcome === 'healed' && isHealable(kind));
}

/** Whether writing the declared content back can be the answer to a finding. */
export function isHealable(kind: Judged['finding']['kind']): boolean {
  return kind === 'CHANGED' || kind === 'MISSING' || kind === 'BROKEN';
}
