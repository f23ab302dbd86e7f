import { Parts } from '../../../lambda/reconcile/ports';
import { SCRATCH_PREFIX } from '../../../src/contract/limits';
import { Step } from '../history';
import { Outcome } from '../world/cloudformation';
import { Naming, Resources } from '../world/contents';
import { Faults } from '../world/faults';
import { EventRecord, OperationRecord, RunRecord, TagValues } from '../world/record';
import { SimulatedSes } from '../world/ses';

/** What is live, and what the stack declares according to CloudFormation. */
export interface Moment {
  readonly live: Map<string, Parts>;
  readonly tags: Map<string, TagValues>;
  readonly declared: Resources;
}

/** The record of one step. */
export interface StepRecord {
  readonly step: Step;
  readonly operation: OperationRecord;
  readonly outcome: Outcome;
  readonly before: Moment;
  readonly after: Moment;
  readonly began: number;
  readonly naming: Naming;
  readonly ended: number;
  readonly ses: SimulatedSes;
  readonly runs: readonly RunRecord[];
  readonly events: readonly EventRecord[];
  readonly met: Faults['met'];
  readonly log: ReadonlyArray<{ readonly line: string; readonly run?: RunRecord }>;
}

/** The texts of the function on which the rules depend. */
export const SAYINGS = {
  nothing: 'Nothing was changed',
  scratch: 'a scratch template may remain',
  outOfTime: 'ran out of time before it could finish or undo its changes',
  leftAlone: 'left alone',
  noAnswer: ['cannot determine', 'cannot read the stack', 'CloudFormation does not show what happens', 'the stack cannot be described'],
};

export const isScratch = (name: string) => name.startsWith(SCRATCH_PREFIX);
export const same = (one: Parts | undefined, other: Parts | undefined) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (parts: Parts | undefined) => parts && [parts.Subject, parts.Html, parts.Text];
export const short = (parts: Parts | undefined) => parts?.Html ?? 'nothing';
