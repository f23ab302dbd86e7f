import { Clock } from './clock';

export interface Rate {
  readonly callsPerSecond: number;
  readonly jitterMs: number;
}

/**
 * The rate limit: a token bucket for each operation, with room for one call.
 *
 * Calls that leave at the right interval may arrive closer together. The bucket is larger by that jitter, so that network
 * jitter does not cause refusals. The long-term rate is never exceeded.
 */
export class Quota {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private readonly capacity: number;

  constructor(private readonly clock: Clock, private readonly rate: Rate) {
    const { callsPerSecond, jitterMs } = rate;
    if (!(callsPerSecond > 0)) throw new RangeError(`callsPerSecond must be above 0, got: ${callsPerSecond}`);
    if (!(jitterMs >= 0)) throw new RangeError(`jitterMs must be 0 or more, got: ${jitterMs}`);
    this.capacity = callsPerSecond === Infinity ? Infinity : 1 + callsPerSecond * jitterMs / 1_000;
  }

  /** Takes a call from the operation's bucket. Returns false if it is empty. */
  take(operation: string): boolean {
    if (this.capacity === Infinity) return true;
    const now = this.clock.now();
    const { tokens, at } = this.buckets.get(operation) ?? { tokens: this.capacity, at: now };
    const refilled = Math.min(this.capacity, tokens + (now - at) / 1_000 * this.rate.callsPerSecond);
    const allowed = refilled >= 1;
    this.buckets.set(operation, { tokens: allowed ? refilled - 1 : refilled, at: now });
    return allowed;
  }
}
