/**
 * What goes wrong:
 * - `throttle`: refused for the quota, without effect
 * - `internal-error`: HTTP 500, without effect
 * - `deny`: refused for want of a permission, without effect
 * - `reset-before`: the connection breaks, without effect
 * - `reset-after`: the call takes effect, then the connection breaks
 * - `reset-midway`: the call takes effect, and the connection breaks in the middle of the answer
 * - `silent-before`, `silent-after`, `silent-midway`: likewise, but the connection stays open, and nothing more comes
 * - `latency`: the call is only late
 */
export type FaultKind = 'throttle' | 'internal-error' | 'deny' | `${Loss}-${'before' | 'after' | 'midway'}` | 'latency';

/** How an answer gets lost: the connection breaks, or stays open without a word. */
export type Loss = 'reset' | 'silent';

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
  /** How and when the answer gets lost, if it does. */
  readonly loss?: { readonly how: Loss; readonly when: 'before' | 'after' | 'midway' };
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
    const [kind] = hits.flatMap(fault => fault.kind === 'latency' ? [] : fault.kind);
    return { kind, loss: lossOf(kind), latencyMs: hits.reduce((sum, { latencyMs = 0 }) => sum + latencyMs, 0) };
  }
}

function lossOf(kind: FaultKind | undefined): Mishap['loss'] {
  const [how, when] = kind?.split('-') ?? [];
  return how === 'reset' || how === 'silent' ? { how, when } as Mishap['loss'] : undefined;
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
