import { Lane } from './lane';

/** This number of refusals within this number of intervals shows that others use the quota; fewer may be chance. */
const REFUSALS = 3;
const WITHIN = 30;
/** How long after the last refusal others count as using it, in intervals. */
const CONTENDED = 60;
/** How far apart calls are meanwhile, in intervals. */
const APART = 6;

/**
 * A lane for work that can wait: while others use the quota, they get most of it.
 *
 * Backoff alone does not achieve that. Between two refusals, the lane would call at full pace, and take each turn just before another
 * caller that was refused.
 */
export class YieldingLane extends Lane {
  private refusals: number[] = [];
  private contendedUntil = -Infinity;

  override hold(pause: number): void {
    const now = this.clock.now();
    this.refusals = [...this.refusals, now].slice(-REFUSALS);
    const isOften = this.refusals.length === REFUSALS && now - this.refusals[0] < WITHIN * this.interval;
    if (isOften || this.isContended) this.contendedUntil = now + CONTENDED * this.interval;
    super.hold(this.isContended ? Math.max(pause, APART * this.interval) : pause);
  }

  override answered(): void {
    super.answered();
    if (this.isContended) this.keepFree(APART * this.interval);
  }

  private get isContended(): boolean {
    return this.clock.now() < this.contendedUntil;
  }
}
