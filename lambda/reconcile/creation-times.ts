import { Log, TemplatePage } from './ports';
import { reasonOf } from './reason';

/** How often a run reads the list again. An account can have 200 pages, at one per second. */
const MAX_RESTARTS = 1;

/** When templates were created, which only ListTemplates returns. Pages are read on demand, each only once. */
export class CreationTimes {
  private readonly known = new Map<string, Date | undefined>();
  private reading?: Promise<void>;
  private nextToken?: string;
  private complete = false;
  private restarts = 0;

  constructor(private readonly list: (nextToken?: string) => Promise<TemplatePage>, private readonly log: Log) {}

  /** Whether a template was created at that time or later. Undefined if that cannot be determined. */
  async createdSince(name: string, time: Date | undefined): Promise<boolean | undefined> {
    if (time === undefined) return undefined;
    try {
      const createdAt = await this.of(name);
      return createdAt && createdAt.getTime() >= time.getTime();
    } catch (error) {
      this.log({ message: `${name}: cannot determine when the template was created`, template: name, reason: reasonOf(error) });
      return undefined;
    }
  }

  private async of(name: string): Promise<Date | undefined> {
    while (!this.known.has(name)) {
      // A template that exists but is on no page may not have been listed yet.
      if (this.complete && !this.restart()) break;
      // Concurrent callers wait for the same page.
      await (this.reading ??= this.readPage().finally(() => { this.reading = undefined; }));
    }
    return this.known.get(name);
  }

  private restart(): boolean {
    if (this.restarts === MAX_RESTARTS) return false;
    this.restarts++;
    this.complete = false;
    return true;
  }

  private async readPage(): Promise<void> {
    const { templates, nextToken } = await this.list(this.nextToken);
    for (const { name, createdAt } of templates) this.known.set(name, createdAt);
    this.nextToken = nextToken;
    this.complete = nextToken === undefined;
  }
}
