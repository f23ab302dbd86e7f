import { Declaration, Resource } from './contents';
import { Parts } from '../../../lambda/reconcile/ports';

/** An event that CloudFormation sends to the function. */
export interface EventRecord {
  readonly requestId: string;
  readonly stackId: string;
  readonly operation: OperationRecord;
  readonly logicalId: string;
  readonly type: 'Create' | 'Update' | 'Delete';
  /** `back`: CloudFormation sends it in a rollback, or to clean up after one. */
  readonly direction: 'forward' | 'back';
  readonly physicalId?: string;
  readonly resource: Resource;
  readonly declaration: Declaration;
  readonly former?: Resource;
  readonly formerDeclaration?: Declaration;
  readonly sentAt: number;
  readonly answers: Answer[];
  readonly runs: RunRecord[];
  /** When CloudFormation stopped waiting for an answer. */
  abandonedAt?: number;
}

export interface Answer {
  readonly at: number;
  readonly body: string;
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalId: string;
  readonly reason: string;
  readonly run: RunRecord;
}

/** One delivery of an event to the function. */
export interface RunRecord {
  readonly event: EventRecord;
  readonly began: number;
  /** When its answer is due, according to Lambda and CloudFormation. */
  readonly mustEnd: number;
  readonly writes: WriteRecord[];
  readonly tagWrites: TagWriteRecord[];
  /** The time of the version of each template that the run last saw, by name. */
  readonly saw: Map<string, number>;
  ended?: { readonly at: number; readonly how: 'answered' | 'failed' | 'killed' };
  /** The number of answers that were sent, including those that were lost. */
  sent: number;
}

export interface WriteRecord {
  readonly at: number;
  readonly name: string;
  readonly before?: Parts;
  readonly after?: Parts;
}

export interface TagWriteRecord {
  readonly at: number;
  readonly name: string;
  readonly before: TagValues;
}

/** The tags of a template, by their keys. */
export type TagValues = Readonly<Record<string, string>>;

export type OperationKind = 'create' | 'update' | 'delete';

/** One operation of a stack, from its first event to its last run. */
export interface OperationRecord {
  readonly stackId: string;
  readonly kind: OperationKind;
  readonly began: number;
  /** When the stack's last creation or update began: this operation, unless it deletes the stack. */
  readonly changeBegan: number;
  /** When CloudFormation began to roll back. */
  rollbackBegan?: number;
}
