import * as fs from 'node:fs';
import * as path from 'node:path';
import { Environment } from '../template/environment';
import { DeletionPolicy, Properties, Template } from '../template/template';

/** The state of a stack: what it was deployed from, and the result. */
export interface StackState {
  readonly stackName: string;
  readonly stackId: string;
  readonly env: Environment;
  status: string;
  statusReason?: string;
  /** In milliseconds since 1970, like all times here. */
  creationTime: number;
  lastUpdatedTime?: number;
  deletionTime?: number;
  template: Template;
  resources: Record<string, ResourceState>;
  /** Oldest first. Absent in states of earlier versions. */
  events?: StackEventState[];
  /** The template of the last update that failed. */
  failedTemplate?: Template;
  outputs: Record<string, string>;
  exports: Record<string, string>;
  /** Names of the stacks that this one was deployed after. */
  dependencies: readonly string[];
}

export interface StackEventState {
  /** In milliseconds since 1970. */
  readonly timestamp: number;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export interface ResourceState {
  readonly logicalId: string;
  readonly type: string;
  readonly path?: string;
  readonly status: string;
  readonly statusReason?: string;
  /** When the resource got this status, in milliseconds since 1970. */
  readonly timestamp: number;
  /** Absent while the resource is being created. */
  readonly physicalId?: string;
  /** The last resolved properties; for a custom resource, as they were sent. */
  readonly properties: Properties;
  readonly attributes: Record<string, unknown>;
  /** The request whose response set the attributes of a custom resource. */
  readonly requestId?: string;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: DeletionPolicy;
  readonly updateReplacePolicy: DeletionPolicy;
}

/** Keeps the stacks between runs, each in a JSON file. Files are written atomically, so that an interrupted run leaves the last complete state. */
export class StateStore {
  private readonly stacks: Map<string, StackState>;

  public constructor(private readonly folder: string) {
    const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter(file => file.endsWith('.json')) : [];
    this.stacks = new Map(files.map(file => {
      const stack: StackState = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
      return [stack.stackName, stack];
    }));
  }

  public all(): StackState[] {
    return [...this.stacks.values()];
  }

  public find(stackNameOrId: string): StackState | undefined {
    return this.stacks.get(stackNameOrId) ?? this.all().find(({ stackId }) => stackId === stackNameOrId);
  }

  public save(stack: StackState): void {
    this.stacks.set(stack.stackName, stack);
    fs.mkdirSync(this.folder, { recursive: true });
    const file = this.fileOf(stack);
    fs.writeFileSync(`${file}.unfinished`, JSON.stringify(stack));
    fs.renameSync(`${file}.unfinished`, file);
  }

  public remove(stack: StackState): void {
    this.stacks.delete(stack.stackName);
    fs.rmSync(this.fileOf(stack), { force: true });
  }

  /** Stack names are letters, digits and hyphens: safe as file names. */
  private fileOf(stack: StackState): string {
    return path.join(this.folder, `${stack.stackName}.json`);
  }
}
