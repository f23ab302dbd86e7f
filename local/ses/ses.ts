import { setTimeout as sleep } from 'node:timers/promises';
import { Clock, systemClock } from './clock';
import {
  createConfigurationSet, deleteConfigurationSet, deleteEventDestination, putEventDestination, updateConfigurationSet,
} from './configuration-set';
import { accessDenied, internalFailure, SesError, throttling } from './errors';
import { asV2 } from './errors-v2';
import { EventDestination } from './event-destination';
import { FaultKind, Faults } from './faults';
import { LostAnswer } from './lost-answer';
import { keepRefused, Mails } from './mails';
import { Account, ConfigurationSet, ConfigurationSetOptions, Mail, SentMail, SesEvent } from './model';
import { Operation, Output, OPERATIONS, V2_OPERATIONS } from './operations';
import { Quota } from './quota';
import { Input, readInput, readValid, textAt } from './shape';
import { StoredTemplate, Template } from './template';
import { Versioned } from './versioned';

export interface LocalSesOptions {
  /**
   * How often each template and configuration set operation may be called per second; `Infinity` for no limit.
   * @default 1 - as in SES
   */
  readonly callsPerSecond?: number;
  /**
   * How much closer together than the rate allows two calls may arrive, in milliseconds, because they may have left at the
   * right interval. The long-term rate is never exceeded.
   * @default 50
   */
  readonly jitterMs?: number;
  /** How long reads do not see a write, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** How many templates an account may have. @default 20000 - as in SES */
  readonly maxTemplates?: number;
  /** How many mails are kept, with their events: a further one removes the oldest. @default Infinity */
  readonly maxMails?: number;
  /** @default - the system's clock */
  readonly clock?: Clock;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default '123456789012' */
  readonly accountId?: string;
  /** The initial state. @default - empty */
  readonly state?: LocalSesState;
}

/** The state of a local SES, which can be converted to JSON and back. */
export interface LocalSesState {
  readonly templates: readonly StoredTemplate[];
  readonly configurationSets: readonly ConfigurationSet[];
}

/** A call in the log. */
export interface SesCall {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly operation: string;
  /** The name of the template or configuration set that the call concerns. */
  readonly name?: string;
  /** `ok`, the error's code as the API has it, or `reset` or `silent` if the call had no effect and no response. */
  readonly outcome: string;
  /** The fault that hit the call. The caller may then not know the outcome. */
  readonly fault?: FaultKind;
}

export interface LocalSes {
  readonly region: string;
  readonly accountId: string;
  /** The calls of the API, oldest first. */
  readonly calls: readonly SesCall[];
  readonly faults: Faults;
  /** The attempts to send, oldest first: the last `maxMails`. */
  readonly mails: readonly Mail[];
  /** The mails that were sent, oldest first. */
  readonly outbox: readonly SentMail[];
  /** The events that were published, or would have been, oldest first. */
  readonly events: readonly SesEvent[];
  /** Direct access to the templates, without the API's rate limit, checks and log. */
  readonly templates: {
    get(name: string): StoredTemplate | undefined;
    list(): StoredTemplate[];
    /** @param createdAt the creation time of a new template, in milliseconds since 1970; by default, now */
    put(template: Template, createdAt?: number): void;
    delete(name: string): void;
  };
  /**
   * Direct access to the configuration sets, as for CloudFormation: without a rate limit, with EventBridge and all event types.
   * Throws a `SesError` for anything that SES refuses.
   */
  readonly configurationSets: {
    get(name: string): ConfigurationSet | undefined;
    list(): ConfigurationSet[];
    create(options: ConfigurationSetOptions): void;
    /** Replaces the options, and keeps the event destinations. */
    update(options: ConfigurationSetOptions): void;
    delete(name: string): void;
    /** Creates the destination, or replaces the one with its name. */
    putEventDestination(configurationSetName: string, destination: EventDestination): void;
    deleteEventDestination(configurationSetName: string, name: string): void;
  };
  /** Calls the listener with each new mail, when its events are there, and the mails that it removed. Returns a function that ends this. */
  onMail(listener: (mail: Mail, removed: readonly Mail[]) => void): () => void;
  /** Removes all mails and events. */
  clearMails(): void;
  snapshot(): LocalSesState;
  /** Makes one call of the v1 API. Rejects with a `SesError` or a `LostAnswer`. */
  call(operation: string, input: Input): Promise<Output>;
  /** Makes one call of the v2 API. Rejects likewise. */
  callV2(operation: string, input: Input): Promise<Output>;
}

export function createLocalSes(options: LocalSesOptions = {}): LocalSes {
  const { callsPerSecond = 1, jitterMs = 50, lagMs = 0, maxTemplates = 20_000, maxMails = Infinity, clock = systemClock } = options;
  const { region = 'us-east-1', accountId = '123456789012', state } = options;
  const byName = <T>(things: readonly T[], name: (thing: T) => string) => things.map(thing => [name(thing), thing] as const);
  const events: SesEvent[] = [];
  const account: Account = {
    region,
    accountId,
    clock,
    maxTemplates,
    templates: new Versioned(clock, lagMs, byName(state?.templates ?? [], ({ TemplateName }) => TemplateName)),
    configurationSets: new Versioned(clock, lagMs, byName(state?.configurationSets ?? [], ({ Name }) => Name)),
    // The events of the oldest mail are the oldest.
    mails: new Mails(maxMails, ({ id }) => { while (events[0]?.event.mail.messageId === id) events.shift(); }),
    events,
  };
  const { templates, configurationSets, mails } = account;
  const calls: SesCall[] = [];
  const faults = new Faults();
  const quota = new Quota(clock, { callsPerSecond, jitterMs });

  return {
    region,
    accountId,
    calls,
    faults,
    mails: mails.all,
    get outbox() { return mails.sent(); },
    events,
    onMail: listener => mails.onMail(listener),
    clearMails: () => {
      mails.clear();
      events.length = 0;
    },
    templates: {
      get: name => templates.get(name),
      list: () => templates.values(),
      put: (template, createdAt = clock.now()) => templates.put(template.TemplateName, {
        ...template,
        CreatedTimestamp: templates.get(template.TemplateName)?.CreatedTimestamp ?? createdAt,
        Tags: templates.get(template.TemplateName)?.Tags,
      }),
      delete: name => templates.delete(name),
    },
    configurationSets: {
      get: name => configurationSets.get(name),
      list: () => configurationSets.values(),
      create: set => createConfigurationSet(account, set),
      update: set => updateConfigurationSet(account, set),
      delete: name => deleteConfigurationSet(account, name),
      putEventDestination: (set, destination) => putEventDestination(account, set, destination),
      deleteEventDestination: (set, name) => deleteEventDestination(account, set, name),
    },
    snapshot: () => ({ templates: templates.values(), configurationSets: configurationSets.values() }),
    call: async (name, input) => call(name, OPERATIONS.get(name), input, error => error),
    callV2: async (name, input) => call(name, V2_OPERATIONS.get(name), input, asV2),
  };

  async function call(name: string, operation: Operation<any> | undefined, input: Input, inApi: (error: SesError) => SesError): Promise<Output> {
    if (!operation) throw new SesError('InvalidAction', `Could not find operation ${name} for version 2010-12-01`);
    const at = clock.now();
    const about = typeof operation.about === 'string' ? textAt(input, operation.about) : operation.about?.(input);
    const { kind: fault, loss, latencyMs } = faults.effectOn(name, about);
    if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });

    const { outcome, output, error } = await attempt(async () => {
      if (loss?.when === 'before') throw new LostAnswer(loss.how);
      if (fault === 'internal-error') throw internalFailure();
      if (fault === 'deny') throw accessDenied(name, accountId);
      if (fault === 'throttle' || operation.limited && !quota.take(name)) throw throttling();
      return operation.run(account, readInput(operation.input, input));
    }, inApi);
    if (error instanceof SesError) {
      for (const draft of await operation.drafts?.(readValid(operation.input, input)) ?? []) keepRefused(account, draft, error);
    }
    calls.push({ at, operation: name, ...about !== undefined && { name: about }, outcome, ...fault && { fault } });
    const answer = () => {
      if (!output) throw error;
      return output;
    };
    if (loss?.when === 'after') throw new LostAnswer(loss.how);
    if (loss?.when === 'midway') throw new LostAnswer(loss.how, answer);
    return answer();
  }
}

async function attempt(
  run: () => Promise<Output>, inApi: (error: SesError) => SesError,
): Promise<{ readonly outcome: string; readonly output?: Output; readonly error?: unknown }> {
  try {
    return { outcome: 'ok', output: await run() };
  } catch (cause) {
    if (cause instanceof LostAnswer) return { outcome: cause.how, error: cause };
    const error = cause instanceof SesError ? inApi(cause) : cause;
    return { outcome: error instanceof SesError ? error.code : 'InternalFailure', error };
  }
}
