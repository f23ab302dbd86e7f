import {
  AlreadyExistsException, CreateTemplateCommand, DeleteTemplateCommand, GetTemplateCommand, InvalidTemplateException, ListTemplatesCommand,
  MissingRenderingAttributeException, Template as WireTemplate, TemplateDoesNotExistException, TestRenderTemplateCommand, UpdateTemplateCommand,
} from '@aws-sdk/client-ses';
import { ListTagsForResourceCommand, NotFoundException, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-sesv2';
import { isValid } from './contents';
import { CallName } from './faults';
import { OperationRecord, RunRecord, TagValues } from './record';
import { Clock } from '../../../lambda/pacing/clock';
import { Parts } from '../../../lambda/reconcile/ports';
import { escapedAsSes } from '../../support/escaped-as-ses';

/** A template from its creation to its deletion. */
export interface Incarnation {
  readonly name: string;
  readonly createdAt: number;
  /** Absent if someone else created it. */
  readonly createdBy?: RunRecord;
  /** The operations that took it over, or overwrote it, as the policies of their stack permit. */
  readonly takenBy: Set<OperationRecord>;
}

/** A template at a moment, or its absence. */
export interface Version {
  readonly at: number;
  readonly parts?: Parts;
  readonly incarnation?: Incarnation;
  /** Absent if it was someone else. */
  readonly by?: RunRecord;
}

/** The tags of a template since a moment. */
export interface TagVersion {
  readonly at: number;
  readonly tags: TagValues;
  /** Absent if it was someone else. */
  readonly by?: RunRecord;
}

/** Called before each write of the function takes effect. */
export type Watcher = (run: RunRecord, name: string, action: 'create' | 'update' | 'delete') => void;

/** Called before the function changes tags. */
export type TagWatcher = (run: RunRecord, name: string, keys: readonly string[]) => void;

const META = { $metadata: { httpStatusCode: 400 } };

/** An interval between two calls of an operation, in milliseconds; the quota has a twentieth of slack for the network's noise. */
export const INTERVAL = 1_000;
const SLACK = 50;

/** The templates of Amazon SES, with all of their versions. */
export class SimulatedSes {
  private readonly past = new Map<string, Version[]>();
  private readonly pastTags = new Map<string, TagVersion[]>();
  private readonly free = new Map<CallName, number>();
  watcher?: Watcher;
  tagWatcher?: TagWatcher;

  constructor(private readonly clock: Clock) {}

  get names(): string[] {
    return [...this.past.keys()];
  }

  versions(name: string): readonly Version[] {
    return this.past.get(name) ?? [];
  }

  at(name: string, time: number = Infinity): Version | undefined {
    return this.versions(name).filter(({ at }) => at <= time).at(-1);
  }

  now(name: string): Parts | undefined {
    return this.at(name)?.parts;
  }

  tagVersions(name: string): readonly TagVersion[] {
    return this.pastTags.get(name) ?? [];
  }

  tags(name: string, time: number = Infinity): TagValues {
    return this.tagVersions(name).filter(({ at }) => at <= time).at(-1)?.tags ?? {};
  }

  /** The tags of everything that is live. */
  tagSnapshot(): Map<string, TagValues> {
    return new Map([...this.snapshot().keys()].map(name => [name, this.tags(name)]));
  }

  /** Everything that is live. */
  snapshot(): Map<string, Parts> {
    return new Map(this.names.flatMap(name => {
      const parts = this.now(name);
      return parts ? [[name, parts] as const] : [];
    }));
  }

  /** A write by someone else. */
  disturb(name: string, parts: Parts | undefined): void {
    const incarnation = parts && (this.at(name)?.incarnation ?? { name, createdAt: this.clock.now(), takenBy: new Set<OperationRecord>() });
    if (!parts && !this.now(name)) return;
    this.push(name, { at: this.clock.now(), parts, incarnation });
  }

  /** Someone else adds tags, or changes them. */
  disturbTags(name: string, tags: TagValues): void {
    if (this.now(name)) this.pushTags(name, { ...this.tags(name), ...tags });
  }

  /** Whether the quota lets a call through. */
  take(call: CallName): boolean {
    const now = this.clock.now();
    if ((this.free.get(call) ?? -Infinity) > now) return false;
    this.free.set(call, Math.max(now - SLACK, this.free.get(call) ?? -Infinity) + INTERVAL);
    return true;
  }

  /** Carries out a call of the function; throws what SES answers if it refuses. */
  perform(command: unknown, run: RunRecord, lag: number): unknown {
    const seenAt = this.clock.now() - lag;
    if (command instanceof GetTemplateCommand) {
      const name = command.input.TemplateName!;
      run.saw.set(name, seenAt);
      const parts = this.at(name, seenAt)?.parts;
      if (!parts) throw new TemplateDoesNotExistException({ message: `Template ${name} does not exist`, ...META });
      const escaped = (part?: string) => part === undefined ? undefined : escapedAsSes(part);
      return { Template: { TemplateName: name, SubjectPart: escaped(parts.Subject), HtmlPart: escaped(parts.Html), TextPart: escaped(parts.Text) } };
    }
    if (command instanceof ListTemplatesCommand) return this.list(command.input.NextToken, seenAt);
    if (command instanceof TestRenderTemplateCommand) return this.render(command.input.TemplateName!, command.input.TemplateData!, seenAt);
    if (command instanceof CreateTemplateCommand) return this.create(run, command.input.Template!);
    if (command instanceof UpdateTemplateCommand) return this.update(run, command.input.Template!);
    if (command instanceof DeleteTemplateCommand) return this.delete(run, command.input.TemplateName!);
    if (command instanceof ListTagsForResourceCommand) {
      const name = this.taggable(command.input.ResourceArn!, seenAt);
      return { Tags: Object.entries(this.tags(name, seenAt)).map(([Key, Value]) => ({ Key, Value })) };
    }
    if (command instanceof TagResourceCommand) {
      const added = Object.fromEntries(command.input.Tags!.map(({ Key, Value }) => [Key!, Value!]));
      return this.tag(run, this.taggable(command.input.ResourceArn!, seenAt), Object.keys(added), tags => ({ ...tags, ...added }));
    }
    if (command instanceof UntagResourceCommand) {
      const keys = command.input.TagKeys!;
      const without = (tags: TagValues) => Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
      return this.tag(run, this.taggable(command.input.ResourceArn!, seenAt), keys, without);
    }
    throw new Error(`a call that is not simulated: ${(command as object).constructor.name}`);
  }

  private list(token: string | undefined, seenAt: number): unknown {
    const start = Number(token ?? 0);
    const all = this.names.flatMap(name => {
      const incarnation = this.at(name, seenAt)?.incarnation;
      return incarnation ? [{ Name: name, CreatedTimestamp: new Date(dateOf(incarnation.createdAt)) }] : [];
    });
    const end = start + PAGE;
    return { TemplatesMetadata: all.slice(start, end), NextToken: end < all.length ? String(end) : undefined };
  }

  private render(name: string, data: string, seenAt: number): unknown {
    const parts = this.at(name, seenAt)?.parts;
    if (!parts) throw new TemplateDoesNotExistException({ message: `Template ${name} does not exist`, ...META });
    const missing = [...(parts.Subject ?? '').matchAll(/{{(\w+)}}/g)].map(([, variable]) => variable).find(variable => !(variable in JSON.parse(data)));
    if (missing) throw new MissingRenderingAttributeException({ message: `Attribute '${missing}' is not present in the rendering data.`, ...META });
    return { RenderedTemplate: '' };
  }

  private create(run: RunRecord, template: WireTemplate): unknown {
    const [name, parts] = fromWire(template);
    if (this.now(name)) throw new AlreadyExistsException({ message: `Template ${name} already exists`, ...META });
    refuseInvalid(name, parts);
    this.watcher?.(run, name, 'create');
    this.write(run, name, parts, { name, createdAt: this.clock.now(), createdBy: run, takenBy: new Set<OperationRecord>() });
    return {};
  }

  private update(run: RunRecord, template: WireTemplate): unknown {
    const [name, parts] = fromWire(template);
    const version = this.at(name);
    if (!version?.parts) throw new TemplateDoesNotExistException({ message: `Template ${name} does not exist`, ...META });
    refuseInvalid(name, parts);
    this.watcher?.(run, name, 'update');
    this.write(run, name, parts, version.incarnation);
    return {};
  }

  private delete(run: RunRecord, name: string): unknown {
    const version = this.at(name);
    if (!version?.parts) return {};
    this.watcher?.(run, name, 'delete');
    this.write(run, name, undefined, undefined);
    return {};
  }

  /** The name of a template that SES finds by its ARN. */
  private taggable(arn: string, seenAt: number): string {
    const name = arn.replace(/^.*:template\//, '');
    if (!this.at(name, seenAt)?.parts) throw new NotFoundException({ message: `Template ${name} does not exist`, $metadata: { httpStatusCode: 404 } });
    return name;
  }

  private tag(run: RunRecord, name: string, keys: readonly string[], change: (tags: TagValues) => TagValues): unknown {
    if (!this.now(name)) return {};
    this.tagWatcher?.(run, name, keys);
    const before = this.tags(name);
    run.tagWrites.push({ at: this.clock.now(), name, before });
    this.pushTags(name, change(before), run);
    return {};
  }

  private pushTags(name: string, tags: TagValues, by?: RunRecord): void {
    this.pastTags.set(name, [...this.tagVersions(name), { at: this.clock.now(), tags, by }]);
  }

  private write(run: RunRecord, name: string, parts: Parts | undefined, incarnation: Incarnation | undefined): void {
    const at = this.clock.now();
    run.writes.push({ at, name, before: this.now(name), after: parts });
    run.saw.set(name, at);
    this.push(name, { at, parts, incarnation, by: run });
  }

  private push(name: string, version: Version): void {
    // A template that is created again has no tags.
    if (version.incarnation !== this.at(name)?.incarnation) this.pushTags(name, {}, version.by);
    this.past.set(name, [...this.versions(name), version]);
  }
}

/** So few that a history has several pages. */
const PAGE = 3;

/** The day on which all histories begin, and the time of day, in milliseconds since 1970, at a moment of the clock. */
const DAY = Date.UTC(2026, 0, 1);
export const dateOf = (time: number) => DAY + time;

function fromWire({ TemplateName, SubjectPart, HtmlPart, TextPart }: WireTemplate): [string, Parts] {
  const parts = { Subject: SubjectPart, Html: HtmlPart, Text: TextPart };
  return [TemplateName!, Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))];
}

function refuseInvalid(name: string, parts: Parts): void {
  if (!isValid(parts)) throw new InvalidTemplateException({ message: `Template ${name} is invalid`, ...META });
}
