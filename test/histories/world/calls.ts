import { Readable } from 'node:stream';
import { DescribeStackEventsCommand, DescribeStacksCommand, GetTemplateCommand as GetStackTemplateCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { Parameter } from './contents';
import { CallName, errorOf, Faults, isSes } from './faults';
import { Random } from './random';
import { RunRecord } from './record';
import { dateOf, INTERVAL, SimulatedSes } from './ses';
import { DeliveryError } from '../../../lambda/cloudformation/deliver';
import { Clock } from '../../../lambda/pacing/clock';
import { writeAsset } from '../../../src/contract/contract';

/** Who makes a call: an instance of the function, at work on an event. */
export interface Caller {
  readonly run?: RunRecord;
  /** When the instance last made a call of each operation. */
  readonly lastCalls: Map<string, number>;
  readonly kill: () => void;
}

/** A change of a status: of a resource, or of the stack itself. */
export interface StatusChange {
  readonly at: number;
  readonly logicalId?: string;
  readonly status: string;
}

/** So few that a history has several pages. */
const EVENTS_PAGE = 5;

/** What CloudFormation reports about a stack. */
export interface Describable {
  readonly status: string;
  /** The outermost stack, if this one is nested. */
  readonly root?: { readonly stackId: string; readonly status: string };
  readonly operationBegan: number;
  readonly template: object;
  readonly parameters: readonly Parameter[];
  /** Oldest first. */
  readonly changes: readonly StatusChange[];
  readonly resources: ReadonlyArray<{ readonly logicalId: string; readonly physicalId?: string; readonly type: string; readonly status: string }>;
}

/** A silent call ends when the function stops waiting. */
const SILENCE = 5_000;

/** Carries the calls of the function to AWS, with their faults. */
export class Calls {
  faults!: Faults;
  /** The breaches of rules that a call shows. */
  readonly breaches: string[] = [];

  constructor(
    private readonly clock: Clock, private readonly random: Random, private readonly ses: SimulatedSes,
    private readonly stack: (stackId: string) => Describable, private readonly takeAnswer: (body: string, run: RunRecord) => void,
  ) {}

  /** Makes a call of the SDK. */
  async make(command: unknown, caller: Caller): Promise<unknown> {
    const { run } = caller;
    const name = nameOf(command);
    if (!run) {
      this.breaches.push(`${name} after the answer`);
      throw new Error('the function is frozen');
    }
    if (isSes(name)) this.pace(name, caller);
    return this.send(name, caller, () => this.effect(name, command, run));
  }

  /** Delivers an answer to CloudFormation. */
  async answer(body: string, caller: Caller): Promise<void> {
    const run = caller.run!;
    run.sent++;
    try {
      await this.send('PutAnswer', caller, () => this.takeAnswer(body, run));
    } catch (error) {
      throw new DeliveryError(6, (error as Error).message);
    }
  }

  private async send(name: CallName, { kill }: Caller, effect: () => unknown): Promise<unknown> {
    const fault = this.faults.next(name, this.clock.now());
    if (fault === 'silence before') await this.clock.sleep(SILENCE);
    else await this.clock.sleep(5 + 30 * this.random());
    if (fault === 'killed before') kill();
    if (fault && / before$|^throttled$|^denied$/.test(fault)) throw errorOf(fault, name);
    if (isSes(name) && !this.ses.take(name)) throw errorOf('throttled', name);
    let outcome: () => unknown;
    try {
      const result = effect();
      outcome = () => result;
    } catch (error) {
      outcome = () => { throw error; };
    }
    if (fault === 'killed after') kill();
    await this.clock.sleep(fault === 'silence after' ? SILENCE : 5 + 30 * this.random());
    if (fault) throw errorOf(fault, name);
    return outcome();
  }

  private effect(name: CallName, command: unknown, run: RunRecord): unknown {
    const { event } = run;
    if (isSes(name)) return this.ses.perform(command, run, this.faults.weather.lag);
    switch (name) {
      case 'GetObject': return { Body: this.object((command as GetObjectCommand).input.Key!, run) };
      case 'GetStackTemplate': return { TemplateBody: JSON.stringify(this.stack(event.stackId).template) };
      case 'ListStackResources': return {
        StackResourceSummaries: this.stack(event.stackId).resources.map(({ logicalId, physicalId, type, status }) => (
          { LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceType: type, ResourceStatus: status })),
      };
      case 'DescribeStackEvents': {
        const all = [...this.stack(event.stackId).changes].reverse();
        const start = Number((command as DescribeStackEventsCommand).input.NextToken ?? 0);
        return {
          StackEvents: all.slice(start, start + EVENTS_PAGE).map(({ at, logicalId, status }) => ({
            Timestamp: new Date(dateOf(at)), LogicalResourceId: logicalId ?? 'A', PhysicalResourceId: logicalId ? '' : event.stackId, ResourceStatus: status,
          })),
          NextToken: start + EVENTS_PAGE < all.length ? String(start + EVENTS_PAGE) : undefined,
        };
      }
      default: {
        const { status, root, operationBegan, parameters } = this.stack(event.stackId);
        if ((command as DescribeStacksCommand).input.StackName === root?.stackId) return { Stacks: [{ StackStatus: root!.status }] };
        const lastUpdated = new Date(dateOf(operationBegan));
        return { Stacks: [{ StackStatus: status, RootId: root?.stackId, LastUpdatedTime: lastUpdated, Parameters: parameters }] };
      }
    }
  }

  private object(key: string, { event }: RunRecord): Readable {
    const declaration = [event.declaration, event.formerDeclaration].find(one => one?.properties.AssetKey === key)!;
    return Readable.from([Buffer.from(writeAsset({ templates: declaration.asset }))]);
  }

  private pace(name: CallName, { lastCalls }: Caller): void {
    const now = this.clock.now();
    const last = lastCalls.get(name);
    if (last !== undefined && now - last < INTERVAL - 0.001) this.breaches.push(`${name} ${Math.round(now - last)} ms after the one before it`);
    lastCalls.set(name, now);
  }
}


function nameOf(command: unknown): CallName {
  if (command instanceof GetObjectCommand) return 'GetObject';
  if (command instanceof DescribeStacksCommand) return 'DescribeStacks';
  if (command instanceof DescribeStackEventsCommand) return 'DescribeStackEvents';
  if (command instanceof GetStackTemplateCommand) return 'GetStackTemplate';
  if (command instanceof ListStackResourcesCommand) return 'ListStackResources';
  return (command as object).constructor.name.replace(/Command$/, '') as CallName;
}
