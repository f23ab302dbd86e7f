import { join } from 'node:path';
import { SESClient } from '@aws-sdk/client-ses';
import { Ran, runCommandLine } from './command-line';
import { SDK_ENVIRONMENT } from './environment';
import { findSchedule, Schedule, schedulesOf } from './schedules';
import { SesFile } from './ses-file';
import { AppOptions, Synthesized, synthesize } from './synth';
import { DeployedTemplate, deployedTemplates } from './templates';
import { LocalCloudFormation, LogLine, StackEvent } from '../cloudformation';
import { sesConfigurationSets } from './ses-configuration-sets';
import { sesTemplates } from './ses-templates';
import { LocalAws, startLocalAws } from '../server';
import { LocalSes } from '../ses';

export interface SessionOptions {
  /** The folder that keeps the stacks, their assets and the state of SES between runs. */
  readonly state: string;
  /**
   * How often each operation of SES may be called per second: both SES's quota and the pace of the deployment function.
   *
   * @default 1 - as in SES
   */
  readonly callsPerSecond?: number;
}

/** Receives the events and log lines of a deployment. */
export interface Watcher {
  onEvent?(event: StackEvent): void;
  onLog?(line: LogLine): void;
}

const REGION = 'us-east-1';
const ACCOUNT_ID = '123456789012';

/** A local AWS with a state folder, for commands, the tour and tests. */
export class LocalSession {
  /** Starts the local AWS on a free port of 127.0.0.1. */
  public static async open(options: SessionOptions): Promise<LocalSession> {
    const { state, callsPerSecond = 1 } = options;
    const file = new SesFile(join(state, 'ses.json'));
    const aws = await startLocalAws({
      ses: { callsPerSecond, region: REGION, accountId: ACCOUNT_ID, state: file.read() },
      objects: (bucket, key) => session.cloudFormation.objects(bucket, key),
      stacks: stackNameOrId => session.cloudFormation.stacks(stackNameOrId),
      schedules: (group, name) => findSchedule(session.cloudFormation.list(), group, name),
    });
    const session = new LocalSession(aws, file, state, callsPerSecond);
    return session;
  }

  public readonly ses: LocalSes;
  public readonly cloudFormation: LocalCloudFormation;
  /** The SDK's client, like an application's. */
  public readonly client: SESClient;
  private readonly watchers = new Set<Watcher>();
  private deployed = false;

  private constructor(
    private readonly aws: LocalAws, private readonly file: SesFile, private readonly state: string, private readonly callsPerSecond: number,
  ) {
    this.ses = aws.ses;
    this.client = new SESClient({
      endpoint: aws.endpoint,
      region: REGION,
      credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' },
    });
    this.cloudFormation = new LocalCloudFormation({
      stateDir: state,
      region: REGION,
      accountId: ACCOUNT_ID,
      endpoint: () => aws.endpoint,
      environment: { ...SDK_ENVIRONMENT, SES_CALLS_PER_SECOND: String(callsPerSecond) },
      native: { ...sesConfigurationSets(aws.ses.configurationSets), ...sesTemplates(aws.ses.templates) },
      onEvent: event => {
        // Saved with each change of a resource, like the stacks, so that an interrupted run can be resumed.
        this.keep();
        this.watchers.forEach(watcher => watcher.onEvent?.(event));
      },
      onLog: line => this.watchers.forEach(watcher => watcher.onLog?.(line)),
    });
  }

  /** Synthesizes an app into the state folder. */
  public async synth(options: AppOptions): Promise<Synthesized> {
    return synthesize(options, join(this.state, 'cdk.out'), { region: REGION, accountId: ACCOUNT_ID });
  }

  /** The templates of all stacks. */
  public templates(): DeployedTemplate[] {
    return deployedTemplates(this.cloudFormation.list(), this.cloudFormation.objects);
  }

  /** The messages and events that functions sent to SNS and EventBridge. */
  public get notifications(): LocalAws['notifications'] {
    return this.aws.notifications;
  }

  /** The schedules of all stacks. */
  public schedules(): Schedule[] {
    return schedulesOf(this.cloudFormation.list());
  }

  /** Invokes the target of a schedule as EventBridge Scheduler does, and returns the lines that the function writes. */
  public async runSchedule({ targetArn, input }: Schedule): Promise<string[]> {
    const lines: string[] = [];
    await this.cloudFormation.invoke(targetArn, JSON.parse(input), (_, line) => lines.push(line));
    return lines;
  }

  /** Runs a command of `cdk-ses-templates` in the state folder, against the local SES. */
  public async runCommandLine(...args: string[]): Promise<Ran> {
    return runCommandLine(args, { folder: this.state, endpoint: this.aws.endpoint, region: REGION, callsPerSecond: this.callsPerSecond });
  }

  /** @returns a function that ends the watching */
  public watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  /** Ends running operations, saves the state of SES, and frees the ports. */
  public async close(): Promise<void> {
    this.client.destroy();
    await this.cloudFormation.close();
    if (this.deployed) this.keep();
    await this.aws.close();
  }

  private keep(): void {
    this.deployed = true;
    this.file.write(this.ses.snapshot());
  }
}
