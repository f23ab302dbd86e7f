import { Log, TemplatePage } from './ports';
import { reasonOf } from './reason';

/** How often the list is read again in a run. An account may have 200 pages, at one a second. */
const MAX_RESTARTS = 1;

/** When templates were created, which SES says in ListTemplates only. Pages are read only as far as needed, and only once. */
export class CreationTimes {
  private readonly known = new Map<string, Date | undefined>();
  private reading?: Promise<void>;
  private nextToken?: string;
  private complete = false;
  private restarts = 0;

  constructor(private readonly list: (nextToken?: string) => Promise<TemplatePage>, private readonly log: Log) {}

  /** Whether a template was created at that time or later. Undefined where SES does not say so. */
  async createdSince(name: string, time: Date | undefined): Promise<boolean | undefined> {
    if (time === undefined) return undefined;
    try {
      const createdAt = await this.of(name);
      return createdAt && createdAt.getTime() >= time.getTime();
    } catch (error) {
      this.log({ message: `${name}: cannot find out when the template was created`, template: name, reason: reasonOf(error) });
      return undefined;
    }
  }

  private async of(name: string): Promise<Date | undefined> {
    while (!this.known.has(name)) {
      // A template that is there, but on no page, may not have been listed yet.
      if (this.complete && !this.restart()) break;
      // Those who ask at the same time wait for the same page.
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
