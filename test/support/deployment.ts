import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { temporaryFolder, testApp } from './synth';
import { CustomResourceEvent, Delivery, LocalCloudFormation, LocalCloudFormationOptions, LogLine, StackEvent, StackResult } from '../../local/cloudformation';
import { CloudFormationSettings, LocalAws, startLocalAws } from '../../local/server';
import { LocalSes, LocalSesOptions } from '../../local/ses';
import { findSchedule, schedulesOf } from '../../local/session/schedules';
import { sesConfigurationSets } from '../../local/session/ses-configuration-sets';
import { sesTemplates } from '../../local/session/ses-templates';

export interface Parts {
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

export interface WorldOptions {
  readonly ses?: LocalSesOptions;
  readonly delivery?: Delivery;
  /** How long a function may run, in milliseconds. */
  readonly functionTimeout?: number;
  /** How long a connection of the function may be idle, in milliseconds. @default - as in AWS */
  readonly silence?: number;
  readonly beforeDelivery?: LocalCloudFormationOptions['beforeDelivery'];
  readonly rollbackMovesLastUpdatedTime?: boolean;
  readonly rollbackShowsFailedTemplate?: boolean;
}

/** The quota of the local SES and the pace of the function, in calls per second: with SES's own, tests would wait for seconds. */
const CALLS_PER_SECOND = 50;

/** A local SES and CloudFormation, where the bundled function deploys stacks like in AWS. */
export class World {
  static async create(options: WorldOptions = {}): Promise<World> {
    const folder = temporaryFolder();
    const world = new World(folder);
    world.aws = await startLocalAws({
      ses: { callsPerSecond: CALLS_PER_SECOND, ...options.ses },
      stacks: name => world.cloudFormation.stacks(name),
      objects: (bucket, key) => world.cloudFormation.objects(bucket, key),
      schedules: (group, name) => findSchedule(world.cloudFormation.list(), group, name),
    });
    world.cloudFormation = new LocalCloudFormation({
      stateDir: join(folder, 'state'),
      endpoint: () => world.aws.endpoint,
      environment: {
        SES_CALLS_PER_SECOND: String(CALLS_PER_SECOND),
        ...options.silence !== undefined && { CALL_SILENCE_MS: String(options.silence) },
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      delivery: options.delivery,
      beforeDelivery: options.beforeDelivery,
      rollbackMovesLastUpdatedTime: options.rollbackMovesLastUpdatedTime,
      rollbackShowsFailedTemplate: options.rollbackShowsFailedTemplate,
      native: { ...sesConfigurationSets(world.ses.configurationSets), ...sesTemplates(world.ses.templates) },
      timers: options.functionTimeout ? { functionTimeout: () => options.functionTimeout!, retryDelays: [10, 10] } : undefined,
      onEvent: event => {
        world.events.push(event);
        world.watchers.forEach(watch => watch(event));
      },
      onLog: line => world.log.push(line),
    });
    return world;
  }

  readonly events: StackEvent[] = [];
  /** Called for each stack event. */
  readonly watchers = new Set<(event: StackEvent) => void>();
  readonly log: LogLine[] = [];
  private aws!: LocalAws;
  private cloudFormation!: LocalCloudFormation;
  private assemblies = 0;
  private seen = 0;
  private heard = 0;

  private constructor(private readonly folder: string) {}

  get ses(): LocalSes {
    return this.aws.ses;
  }

  /** Where the local AWS answers. */
  get endpoint(): string {
    return this.aws.endpoint;
  }

  /** Faults of S3. */
  get s3(): LocalAws['s3'] {
    return this.aws.s3;
  }

  /** Faults of CloudFormation's API, and the format in which it returns templates. */
  get api(): CloudFormationSettings {
    return this.aws.cloudFormation;
  }

  /** What was sent to SNS and EventBridge. */
  get notifications(): LocalAws['notifications'] {
    return this.aws.notifications;
  }

  /** Runs the stacks' schedules, one after the other, or invokes their function with another event. Gives the lines that it writes, as objects. */
  async runSchedules(event?: object): Promise<Array<Record<string, any>>> {
    const lines: string[] = [];
    const schedules = schedulesOf(this.cloudFormation.list());
    for (const { targetArn, input } of event ? schedules.slice(0, 1) : schedules) {
      await this.cloudFormation.invoke(targetArn, event ?? JSON.parse(input), (_, line) => lines.push(line));
    }
    return lines.map(line => line.startsWith('{') ? JSON.parse(line) : { line });
  }

  /** Delivers an event to the function again. */
  redeliver(event: CustomResourceEvent): Promise<void> {
    return this.cloudFormation.redeliver(event);
  }

  /** Synthesizes a stack, and deploys it. */
  async deploy(define: (stack: Stack) => void, stackName: string = 'OrderMails'): Promise<StackResult> {
    const app = testApp({ outdir: join(this.folder, `assembly-${++this.assemblies}`) });
    define(new Stack(app, stackName));
    const { directory } = app.synth();
    const [result] = await this.cloudFormation.deploy(directory);
    return result;
  }

  async destroy(stackName?: string): Promise<StackResult> {
    const [result] = await this.cloudFormation.destroy(stackName === undefined ? undefined : [stackName]);
    return result;
  }

  /** The templates in SES, by name. */
  templates(): Record<string, Parts> {
    return Object.fromEntries(this.ses.templates.list().map(({ TemplateName, SubjectPart, HtmlPart, TextPart }) =>
      [TemplateName, { subject: SubjectPart, ...HtmlPart && { html: HtmlPart }, ...TextPart && { text: TextPart } }]));
  }

  /** Creates a template in SES outside the stack. @param createdAt by default, an hour ago */
  put(name: string, { subject, html, text }: Parts, createdAt: number = Date.now() - 3_600_000): void {
    this.ses.templates.put({ TemplateName: name, SubjectPart: subject, HtmlPart: html, TextPart: text }, createdAt);
  }

  /** The statuses of a resource and the stack since the last call of this method. */
  newStatuses(): string[] {
    const events = this.events.slice(this.heard);
    this.heard = this.events.length;
    return events
      .filter(({ type }) => type === 'AWS::CloudFormation::Stack' || type.startsWith('Custom::'))
      .map(({ type, status }) => `${type.startsWith('Custom::') ? 'template' : 'stack'} ${status}`);
  }

  /** The function's log entries, as objects. */
  entries(): Array<Record<string, unknown>> {
    return this.log.filter(({ source, line }) => source === 'stdout' && line.startsWith('{')).map(({ line }) => JSON.parse(line));
  }

  /** The calls that SES received since the last call of this method. */
  newCalls(): string[] {
    const calls = this.ses.calls.slice(this.seen).map(({ operation, name, outcome }) => `${operation} ${name} ${outcome}`);
    this.seen = this.ses.calls.length;
    return calls;
  }

  async close(): Promise<void> {
    await this.cloudFormation.close();
    await this.aws.close();
  }
}
