import { Log, TemplateStore } from './ports';
import { reasonOf } from './reason';
import { Clock } from '../pacing/clock';

/** How often a run reads the list again. An account can have 200 pages, at one per second. */
const MAX_RESTARTS = 1;
/** How long to wait before that, in intervals of the pace: reads lag behind writes (docs/ses-facts.md#reads-lag). */
const RESTART_DELAY = 3;

export interface CreationTimesContext {
  readonly clock: Clock;
  readonly log: Log;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
  /** The moment after which the list is not read again, in milliseconds on the clock. */
  readonly deadline: number;
}

/** When templates were created, which only ListTemplates returns. Pages are read on demand, each only once. */
export class CreationTimes {
  private readonly known = new Map<string, Date | undefined>();
  private reading?: Promise<void>;
  private nextToken?: string;
  private complete = false;
  private restarts = 0;

  constructor(private readonly store: Pick<TemplateStore, 'list'>, private readonly context: CreationTimesContext) {}

  /** Whether a template was created at that time or later. Undefined if that cannot be determined. */
  async createdSince(name: string, time: Date | undefined): Promise<boolean | undefined> {
    if (time === undefined) return undefined;
    try {
      const createdAt = await this.of(name);
      if (createdAt) return createdAt.getTime() >= time.getTime();
      return this.doNotKnow(name, 'SES does not list it');
    } catch (error) {
      return this.doNotKnow(name, reasonOf(error));
    }
  }

  private doNotKnow(name: string, reason: string): undefined {
    this.context.log({ message: `${name}: cannot determine when the template was created`, template: name, reason });
  }

  private async of(name: string): Promise<Date | undefined> {
    while (!this.known.has(name)) {
      if (this.complete && !this.reading && !this.mayRestart()) break;
      // Concurrent callers wait for the same page.
      await (this.reading ??= this.readNext().finally(() => { this.reading = undefined; }));
    }
    return this.known.get(name);
  }

  /** A template that exists but is on no page may not have been listed yet. */
  private mayRestart(): boolean {
    const { clock, interval, deadline } = this.context;
    return this.restarts < MAX_RESTARTS && clock.now() + RESTART_DELAY * interval < deadline;
  }

  private async readNext(): Promise<void> {
    const { clock, interval } = this.context;
    if (this.complete) {
      this.restarts++;
      await clock.sleep(RESTART_DELAY * interval);
    }
    const { templates, nextToken } = await this.store.list(this.nextToken);
    for (const { name, createdAt } of templates) this.known.set(name, createdAt);
    this.nextToken = nextToken;
    this.complete = nextToken === undefined;
  }
}
