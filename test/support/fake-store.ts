import { Clock } from '../../lambda/pacing/clock';
import { Parts, Rendering, TagStore, Template, TemplatePage, TemplateStore, WriteKind } from '../../lambda/reconcile/ports';

type Operation = keyof Stores;

/** Templates and tags. */
export type Stores = TemplateStore & TagStore;

/** An in-memory store that behaves like SES, with lagging reads and the failures that a test requests. */
export class FakeStore implements Stores {
  readonly calls: string[] = [];
  readonly templates = new Map<string, Parts>();
  readonly tags = new Map<string, Map<string, string>>();
  private readonly createdAt = new Map<string, number>();
  private readonly past: Array<{ readonly at: number; readonly name: string; readonly parts?: Parts }> = [];

  /** @param before called before each call; it may throw, or return an error that is thrown after the call took effect */
  constructor(
    private readonly clock: Clock,
    private readonly options: {
      readonly lag?: number;
      readonly before?: (operation: Operation, name: string, store: FakeStore) => unknown;
      readonly took?: number;
      /** The page size of the list. By default 2, so that tests do not need a hundred templates. */
      readonly perPage?: number;
    } = {},
  ) {}

  /** Adds a template as created by someone else: long ago, or at a time on the clock. */
  seed(name: string, parts: Parts, createdAt = -1_000_000): this {
    this.templates.set(name, parts);
    this.createdAt.set(name, createdAt);
    return this;
  }

  async list(nextToken: string = '0'): Promise<TemplatePage> {
    return this.call('list', '', () => {
      const [start, end] = [Number(nextToken), Number(nextToken) + (this.options.perPage ?? 2)];
      const templates = [...this.templates.keys()].map(name => ({ name, createdAt: new Date(this.createdAt.get(name)!) }));
      return { templates: templates.slice(start, end), nextToken: end < templates.length ? String(end) : undefined };
    });
  }

  async get(name: string): Promise<Parts | undefined> {
    return this.call('get', name, () => this.seen(name));
  }

  /** Supports flat templates with variables only. */
  async testRender(name: string, data: string): Promise<Rendering> {
    return this.call('testRender', name, (): Rendering => {
      const parts = this.seen(name);
      if (!parts) return 'gone';
      const [missing] = Object.values(parts).flatMap(part => [...(part ?? '').matchAll(/{{(\w+)}}/g)]).map(([, variable]) => variable)
        .filter(variable => !(variable in JSON.parse(data)));
      return missing === undefined ? 'rendered' : { refused: `Attribute '${missing}' is not present in the rendering data.` };
    });
  }

  async create({ name, parts }: Template): Promise<'created' | 'exists' | 'unsure'> {
    return this.call('create', name, () => {
      if (this.templates.has(name)) return 'exists';
      this.write(name, parts);
      return 'created';
    });
  }

  async listTags(name: string): Promise<ReadonlyMap<string, string> | 'gone'> {
    return this.call('listTags', name, () => this.seen(name) ? new Map(this.tagsOf(name)) : 'gone');
  }

  async setTags(name: string, tags: ReadonlyMap<string, string>): Promise<'done' | 'gone'> {
    return this.call('setTags', name, () => {
      if (!this.seen(name)) return 'gone';
      tags.forEach((value, key) => this.tagsOf(name).set(key, value));
      return 'done';
    });
  }

  async removeTags(name: string, keys: readonly string[]): Promise<'done' | 'gone'> {
    return this.call('removeTags', name, () => {
      if (!this.seen(name)) return 'gone';
      keys.forEach(key => this.tagsOf(name).delete(key));
      return 'done';
    });
  }

  /** The tags of a template, to look at and to change as someone else. */
  tagsOf(name: string): Map<string, string> {
    if (!this.tags.has(name)) this.tags.set(name, new Map());
    return this.tags.get(name)!;
  }

  async update({ name, parts }: Template): Promise<'updated' | 'gone'> {
    return this.call('update', name, () => {
      if (!this.templates.has(name)) return 'gone';
      this.write(name, parts);
      return 'updated';
    });
  }

  async delete(name: string): Promise<void> {
    return this.call('delete', name, () => this.write(name, undefined));
  }

  /** The same store, with `beforeWrite` before each write. */
  withBeforeWrite(beforeWrite: (write?: WriteKind) => Promise<void> = async () => {}): Stores {
    return {
      get: async name => this.get(name),
      create: async template => beforeWrite().then(async () => this.create(template)),
      update: async template => beforeWrite().then(async () => this.update(template)),
      delete: async name => beforeWrite('delete').then(async () => this.delete(name)),
      testRender: async (name, data) => this.testRender(name, data),
      listTags: async name => this.listTags(name),
      setTags: async (name, tags) => beforeWrite().then(async () => this.setTags(name, tags)),
      removeTags: async (name, keys) => beforeWrite().then(async () => this.removeTags(name, keys)),
      list: async nextToken => this.list(nextToken),
    };
  }

  private seen(name: string): Parts | undefined {
    const seen = this.past.find(state => state.name === name && state.at > this.clock.now() - (this.options.lag ?? 0));
    return seen ? seen.parts : this.templates.get(name);
  }

  private write(name: string, parts: Parts | undefined): void {
    this.past.push({ at: this.clock.now(), name, parts: this.templates.get(name) });
    if (parts && !this.templates.has(name)) this.createdAt.set(name, this.clock.now());
    if (parts) {
      this.templates.set(name, parts);
    } else {
      this.templates.delete(name);
      this.tags.delete(name);
    }
  }

  private async call<T>(operation: Operation, name: string, effect: () => T): Promise<T> {
    this.calls.push(`${operation} ${name}`.trim());
    await this.clock.sleep(this.options.took ?? 1);
    const instead = await this.options.before?.(operation, name, this);
    const result = effect();
    if (instead instanceof Error) throw instead;
    return instead === undefined ? result : instead as T;
  }
}
