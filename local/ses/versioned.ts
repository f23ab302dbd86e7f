import { Clock } from './clock';

interface Version<T> {
  readonly at: number;
  /** Undefined once deleted. */
  readonly value?: T;
}

/**
 * Values by name, of which reads see an older state: SES is eventually consistent (terraform-provider-aws#18103).
 * Writes act on the current state.
 */
export class Versioned<T> {
  private readonly versions = new Map<string, Version<T>[]>();

  constructor(private readonly clock: Clock, private readonly lagMs: number, initial: ReadonlyArray<readonly [string, T]> = []) {
    for (const [name, value] of initial) this.versions.set(name, [{ at: -Infinity, value }]);
  }

  /** Returns the current value. */
  get(name: string): T | undefined {
    return this.versions.get(name)?.at(-1)?.value;
  }

  values(): T[] {
    return [...this.versions.keys()].flatMap(name => this.get(name) ?? []);
  }

  /** Returns the value that a read sees. */
  seen(name: string): T | undefined {
    return this.settled(this.versions.get(name) ?? []).at(-1)?.value;
  }

  seenValues(): T[] {
    return [...this.versions.keys()].flatMap(name => this.seen(name) ?? []);
  }

  put(name: string, value: T): void {
    this.write(name, { at: this.clock.now(), value });
  }

  delete(name: string): void {
    if (this.get(name) !== undefined) this.write(name, { at: this.clock.now() });
  }

  private write(name: string, version: Version<T>): void {
    const versions = this.versions.get(name) ?? [];
    const superseded = Math.max(0, this.settled(versions).length - 1);
    versions.splice(0, superseded);
    versions.push(version);
    this.versions.set(name, versions);
    if (this.lagMs === 0 && version.value === undefined) this.versions.delete(name);
  }

  private settled(versions: readonly Version<T>[]): readonly Version<T>[] {
    const until = this.clock.now() - this.lagMs;
    return versions.filter(({ at }) => at <= until);
  }
}
