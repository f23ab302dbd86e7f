/**
 * The kind of a fault:
 * - `throttle`: the call is refused because of the quota, without effect
 * - `internal-error`: HTTP 500, without effect
 * - `deny`: the call is refused because a permission is missing, without effect
 * - `reset-before`: the connection breaks, and the call has no effect
 * - `reset-after`: the call takes effect, then the connection breaks
 * - `reset-midway`: the call takes effect, and the connection breaks in the middle of the response
 * - `silent-before`, `silent-after`, `silent-midway`: likewise, but the connection stays open without further data
 * - `latency`: the call is delayed
 */
export type FaultKind = 'throttle' | 'internal-error' | 'deny' | `${ResponseLoss}-${'before' | 'after' | 'midway'}` | 'latency';

/** How a response is lost: the connection breaks, or stays open without further data. */
export type ResponseLoss = 'reset' | 'silent';

/** A fault. It hits the calls that match all given criteria. */
export interface Fault {
  readonly kind: FaultKind;
  /** Such as `GetTemplate`. @default - every operation */
  readonly operation?: string;
  /** The template's or configuration set's name. @default - every name */
  readonly name?: string;
  /** The number of hits after which the fault ends. @default - never */
  readonly times?: number;
  /** Hits every n-th matching call. @default 1 */
  readonly every?: number;
  /** The share of matching calls that are hit, from 0 to 1. @default 1 */
  readonly probability?: number;
  /** The random numbers for `probability`. @default - a fixed sequence, so that runs are repeatable */
  readonly random?: () => number;
  /** Whether the n-th matching call is hit, counted from 1. @default - all are */
  readonly when?: (nth: number) => boolean;
  /** The delay of each hit call, in milliseconds, before any other effect. @default 0 */
  readonly latencyMs?: number;
}

/** The combined effect of faults on one call. */
export interface FaultEffect {
  readonly kind?: Exclude<FaultKind, 'latency'>;
  /** How and when the response is lost, if it is. */
  readonly loss?: { readonly how: ResponseLoss; readonly when: 'before' | 'after' | 'midway' };
  readonly latencyMs: number;
}

export class Faults {
  private readonly active = new Set<ActiveFault>();

  /** Returns a function that removes the fault. */
  add(fault: Fault): () => void {
    const active = new ActiveFault(fault);
    this.active.add(active);
    return () => { this.active.delete(active); };
  }

  clear(): void {
    this.active.clear();
  }

  /** Returns the effect on a call: the delays of all faults that hit it, and the kind of the first one. */
  effectOn(operation: string, name: string | undefined): FaultEffect {
    const hits = [...this.active].filter(fault => fault.hits(operation, name)).map(({ fault }) => fault);
    const [kind] = hits.flatMap(fault => fault.kind === 'latency' ? [] : fault.kind);
    return { kind, loss: lossOf(kind), latencyMs: hits.reduce((sum, { latencyMs = 0 }) => sum + latencyMs, 0) };
  }
}

function lossOf(kind: FaultKind | undefined): FaultEffect['loss'] {
  const [how, when] = kind?.split('-') ?? [];
  return how === 'reset' || how === 'silent' ? { how, when } as FaultEffect['loss'] : undefined;
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

/** A deterministic sequence of numbers in [0, 1) (Lehmer's generator). */
function sequence(): () => number {
  let state = 123_456_789;
  return () => (state = state * 48_271 % 2_147_483_647) / 2_147_483_647;
}
