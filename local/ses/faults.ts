/**
 * What goes wrong:
 * - `throttle`: refused with `Throttling`, without effect
 * - `internal-error`: HTTP 500, without effect
 * - `reset-before`: the connection breaks, without effect
 * - `reset-after`: the call takes effect, then the connection breaks
 * - `latency`: the call is only late
 */
export type FaultKind = 'throttle' | 'internal-error' | 'reset-before' | 'reset-after' | 'latency';

/** A fault hits the calls that fit all that is given. */
export interface Fault {
  readonly kind: FaultKind;
  /** Such as `GetTemplate`. @default - every operation */
  readonly operation?: string;
  /** The template's or configuration set's name. @default - every name */
  readonly name?: string;
  /** Ends after so many hits. @default - never */
  readonly times?: number;
  /** Hits each n-th of the calls that fit. @default 1 */
  readonly every?: number;
  /** Of the calls that fit, how many are hit: 0 to 1. @default 1 */
  readonly probability?: number;
  /** Draws for `probability`. @default - a fixed sequence, so that a run can be repeated */
  readonly random?: () => number;
  /** Whether the n-th call that fits is hit, counted from 1. @default - all */
  readonly when?: (nth: number) => boolean;
  /** Delays what is hit, before anything else. @default 0 */
  readonly latencyMs?: number;
}

/** What befalls one call. */
export interface Mishap {
  readonly kind?: Exclude<FaultKind, 'latency'>;
  readonly latencyMs: number;
}

export class Faults {
  private readonly active = new Set<ActiveFault>();

  /** Returns what takes the fault away again. */
  add(fault: Fault): () => void {
    const active = new ActiveFault(fault);
    this.active.add(active);
    return () => { this.active.delete(active); };
  }

  clear(): void {
    this.active.clear();
  }

  /** What befalls this call: the delays of all faults that hit, and the kind of the first of them. */
  strike(operation: string, name: string | undefined): Mishap {
    const hits = [...this.active].filter(fault => fault.hits(operation, name)).map(({ fault }) => fault);
    const kinds = hits.flatMap(({ kind }) => kind === 'latency' ? [] : kind);
    return { kind: kinds[0], latencyMs: hits.reduce((sum, { latencyMs = 0 }) => sum + latencyMs, 0) };
  }
}

class ActiveFault {
  private fitted = 0;
  private hit = 0;
  private readonly random: () => number;

  constructor(readonly fault: Fault) {
    this.random = fault.random ?? sequence();
  }

  hits(operation: string, name: string | undefined): boolean {
    const { fault } = this;
    if (fault.operation !== undefined && fault.operation !== operation) return false;
    if (fault.name !== undefined && fault.name !== name) return false;
    const nth = ++this.fitted;
    const hit = this.hit < (fault.times ?? Infinity)
      && nth % (fault.every ?? 1) === 0
      && (fault.when?.(nth) ?? true)
      && (fault.probability === undefined || this.random() < fault.probability);
    if (hit) this.hit++;
    return hit;
  }
}

/** Numbers in [0, 1) that are the same in every run (Lehmer's generator). */
function sequence(): () => number {
  let state = 123_456_789;
  return () => (state = state * 48_271 % 2_147_483_647) / 2_147_483_647;
}
