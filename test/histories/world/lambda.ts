import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SESClient } from '@aws-sdk/client-ses';
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { Calls } from './calls';
import { Random } from './random';
import { EventRecord, RunRecord } from './record';
import { dateOf } from './ses';
import { deploymentFunction } from '../../../lambda/deployment-function';
import { VirtualClock } from '../../support/virtual-clock';

/** How an event is delivered to the function. */
export interface Delivery {
  /** How long it waits in the queue, in milliseconds. */
  readonly delay: number;
  /** How long after the first delivery it is delivered again, in milliseconds. */
  readonly again?: number;
  /** How long the function may run, in milliseconds. */
  readonly time: number;
}

export const PROMPT: Delivery = { delay: 0, time: 870_000 };

/** Lambda drops an event that waits longer than this, and invokes the function again this long after it failed. */
const MAX_AGE = 900_000;
const RETRIES_AFTER = [60_000, 120_000];
const SERVICE_TIMEOUT = 900_000;

/** The time that an event takes to reach the function. */
const WAY = 50;

/** The signature of the response address. No log line and no answer may contain it. */
export const SIGNATURE = 'c0ffee5ec2e7';

/** Lambda: runs the function in one instance for each concurrent event, and retries it when it fails. */
export class SimulatedLambda {
  readonly log: Array<{ readonly line: string; readonly run?: RunRecord }> = [];
  readonly runs: RunRecord[] = [];
  private readonly instances: Instance[] = [];
  private readonly working = new Set<Promise<void>>();

  constructor(private readonly clock: VirtualClock, private readonly calls: Calls, private readonly random: Random) {}

  /** Queues an event. */
  invoke(event: EventRecord, delivery: Delivery): void {
    this.track(this.deliver(event, delivery, delivery.delay));
    if (delivery.again !== undefined) this.track(this.deliver(event, delivery, delivery.delay + delivery.again));
  }

  /** Resolves when the queue is empty and nothing runs. */
  async idle(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.working.delete(tracked));
    this.working.add(tracked);
  }

  private async deliver(event: EventRecord, { time }: Delivery, delay: number): Promise<void> {
    await this.clock.sleep(WAY + delay);
    for (const pause of [...RETRIES_AFTER, undefined]) {
      if (this.clock.now() - event.sentAt > MAX_AGE) return;
      const how = await this.run(event, time);
      if (how === 'answered' || pause === undefined) return;
      await this.clock.sleep(pause);
    }
  }

  private async run(event: EventRecord, time: number): Promise<'answered' | 'failed' | 'killed'> {
    const began = this.clock.now();
    const mustEnd = Math.min(began + time, event.sentAt + SERVICE_TIMEOUT);
    const run: RunRecord = { event, began, mustEnd, writes: [], tagWrites: [], saw: new Map(), sent: 0 };
    event.runs.push(run);
    this.runs.push(run);
    let instance = this.instances.find(one => one.isFree);
    if (!instance) this.instances.push(instance = new Instance(this.clock, this.calls, this.random, line => this.log.push(line)));
    const how = await instance.work(run, time);
    run.ended = { at: this.clock.now(), how };
    return how;
  }
}

/** One process of the function. */
class Instance {
  private readonly lastCalls = new Map<string, number>();
  private readonly handler: ReturnType<typeof deploymentFunction>;
  private run?: RunRecord;
  private isDead = false;
  private die?: () => void;

  constructor(private readonly clock: VirtualClock, calls: Calls, random: Random, log: (line: { line: string; run?: RunRecord }) => void) {
    const client = { send: async (command: unknown) => this.whileAlive(async () => calls.make(command, this.caller())) };
    this.handler = deploymentFunction({
      clock: { now: () => clock.now(), sleep: async (milliseconds, signal) => this.whileAlive(async () => clock.sleep(milliseconds, signal)) },
      timeOfDay: () => dateOf(clock.now()),
      random,
      log: entry => log({ line: JSON.stringify(entry), run: this.run }),
      clients: {
        ses: client as unknown as SESClient,
        sesV2: async () => client as unknown as SESv2Client,
        s3: async () => client as unknown as S3Client,
        cloudFormation: async () => client as unknown as CloudFormationClient,
      },
      deliver: async (_address, body) => this.whileAlive(async () => calls.answer(body, this.caller())),
      callsPerSecond: 1,
    });
  }

  get isFree(): boolean {
    return !this.run && !this.isDead;
  }

  async work(run: RunRecord, time: number): Promise<'answered' | 'failed' | 'killed'> {
    this.run = run;
    const ends = this.clock.now() + time;
    const death = new Promise<'killed'>(resolve => {
      this.die = () => {
        this.isDead = true;
        resolve('killed');
      };
    });
    const outcome = this.handler(wireOf(run.event), { getRemainingTimeInMillis: () => ends - this.clock.now() })
      .then(() => 'answered' as const, () => 'failed' as const);
    const how = await Promise.race([outcome, death]);
    this.run = undefined;
    return how;
  }

  private caller() {
    const { run, lastCalls } = this;
    return { run, lastCalls, kill: () => this.die?.() };
  }

  /** Work of a dead process never ends. */
  private async whileAlive<T>(work: () => Promise<T>): Promise<T> {
    if (this.isDead) return NEVER;
    const isOver = () => this.isDead ? NEVER : undefined;
    try {
      const result = await work();
      return await isOver() ?? result;
    } catch (error) {
      await isOver();
      throw error;
    }
  }
}

const NEVER = new Promise<never>(() => {});

function wireOf({ type, stackId, requestId, logicalId, physicalId, declaration, formerDeclaration, sentAt }: EventRecord): object {
  const signed = `${new Date(dateOf(sentAt)).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  return {
    RequestType: type,
    ResponseURL: `https://cloudformation.example/answer?X-Amz-Date=${signed}&X-Amz-Signature=${SIGNATURE}`,
    StackId: stackId,
    RequestId: requestId,
    ResourceType: 'Custom::SESEmailTemplates',
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceProperties: declaration.properties,
    OldResourceProperties: formerDeclaration?.properties,
  };
}
