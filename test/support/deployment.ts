import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { temporaryFolder, testApp } from './synth';
import { CustomResourceEvent, Delivery, LocalCloudFormation, LocalCloudFormationOptions, LogLine, StackEvent, StackResult } from '../../local/cloudformation';
import { CloudFormationSettings, LocalAws, startLocalAws } from '../../local/server';
import { LocalSes, LocalSesOptions } from '../../local/ses';
import { sesTemplates } from '../../local/session/ses-templates';

export interface Parts {
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

export interface WorldOptions {
  readonly ses?: LocalSesOptions;
  readonly delivery?: Delivery;
  /** Milliseconds that a function may run. */
  readonly functionTimeout?: number;
  /** After how many milliseconds of silence the function gives a call up. By default it takes as long as in AWS. */
  readonly silence?: number;
  readonly beforeDelivery?: LocalCloudFormationOptions['beforeDelivery'];
  readonly rollbackMovesLastUpdatedTime?: boolean;
}

/** Calls a second of the local SES and of the function's pace: SES's own would make the tests wait for seconds. */
const CALLS_PER_SECOND = 50;

/** A local SES and CloudFormation, and stacks deployed there by the bundled function, as they would be in AWS. */
export class World {
  static async create(options: WorldOptions = {}): Promise<World> {
    const folder = temporaryFolder();
    const world = new World(folder);
    world.aws = await startLocalAws({
      ses: { callsPerSecond: CALLS_PER_SECOND, ...options.ses },
      stacks: name => world.cloudFormation.stacks(name),
      objects: (bucket, key) => world.cloudFormation.objects(bucket, key),
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
      native: sesTemplates(world.ses.templates),
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
  /** Called at each stack event. */
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

  /** What goes wrong when the function reads from S3. */
  get s3(): LocalAws['s3'] {
    return this.aws.s3;
  }

  /** What CloudFormation's API refuses, and the language it gives templates in. */
  get api(): CloudFormationSettings {
    return this.aws.cloudFormation;
  }

  /** Delivers an event to the function once more. */
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

  /** What SES has, by name. */
  templates(): Record<string, Parts> {
    return Object.fromEntries(this.ses.templates.list().map(({ TemplateName, SubjectPart, HtmlPart, TextPart }) =>
      [TemplateName, { subject: SubjectPart, ...HtmlPart && { html: HtmlPart }, ...TextPart && { text: TextPart } }]));
  }

  /** Puts a template into SES as somebody else, past the stack: an hour ago, unless another time is given. */
  put(name: string, { subject, html, text }: Parts, createdAt: number = Date.now() - 3_600_000): void {
    this.ses.templates.put({ TemplateName: name, SubjectPart: subject, HtmlPart: html, TextPart: text }, createdAt);
  }

  /** The statuses that a resource and the stack went through, since the last time of asking. */
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

  /** The calls that SES got since the last time of asking. */
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
