/** Limits how many tasks run at once. The others wait in line. */
export class Slots {
  private readonly waiting: Array<() => void> = [];

  /** @param free how many tasks may run at once */
  public constructor(private free: number) {}

  public async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>(resolve => this.waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
