import { Declaration, Resource } from './contents';
import { Parts } from '../../../lambda/reconcile/ports';

/** What CloudFormation wants of the function: one event. */
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
  /** Whether CloudFormation stopped listening, and when. */
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
  /** When its answer must be there, by Lambda's clock and CloudFormation's. */
  readonly mustEnd: number;
  readonly writes: WriteRecord[];
  /** By name, which moment of a template the run last saw. */
  readonly saw: Map<string, number>;
  ended?: { readonly at: number; readonly how: 'answered' | 'failed' | 'killed' };
  /** Answers that were sent, whether or not they got through. */
  sent: number;
}

export interface WriteRecord {
  readonly at: number;
  readonly name: string;
  readonly before?: Parts;
  readonly after?: Parts;
}

export type OperationKind = 'create' | 'update' | 'delete';

/** One operation of a stack, from its first event to the last run that had to do with it. */
export interface OperationRecord {
  readonly stackId: string;
  readonly kind: OperationKind;
  readonly began: number;
  /** When the stack's last creation or update began: this operation, unless it deletes the stack. */
  readonly changeBegan: number;
  /** When CloudFormation began to roll back. */
  rollbackBegan?: number;
}
