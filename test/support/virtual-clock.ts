import { Clock } from '../../lambda/pacing/clock';

/** A clock that advances to the next wake-up time once all tasks are waiting for it. */
export class VirtualClock implements Clock {
  private time = 0;
  private readonly sleepers: Array<{ readonly at: number; readonly wake: () => void }> = [];

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        const index = this.sleepers.indexOf(sleeper);
        if (index >= 0) this.sleepers.splice(index, 1);
        resolve();
      };
      const sleeper = { at: this.time + Math.max(0, milliseconds), wake };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', wake);
    });
  }

  /** Advances the clock as fast as possible until the promise settles. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    void promise.then(() => { settled = true; }, () => { settled = true; });
    for (;;) {
      await new Promise(resolve => setImmediate(resolve));
      if (settled) return promise;
      this.sleepers.sort((one, other) => one.at - other.at);
      const next = this.sleepers.shift();
      if (!next) throw new Error('no task waits for the clock, and the promise is not settled');
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}
