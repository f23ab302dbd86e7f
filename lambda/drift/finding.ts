import { PartName } from '../../src/contract/contract';
import { DriftFindingName } from '../../src/contract/drift';

/** What a finding is about. */
export interface Subject {
  readonly type: 'template' | 'configuration set';
  readonly name: string;
  /** The stack and the resource that declare it. Absent for a template that no stack declares. */
  readonly stackId?: string;
  readonly logicalId?: string;
}

/** A difference between Amazon SES and what is declared. */
export interface Finding {
  readonly kind: DriftFindingName;
  readonly subject: Subject;
  /** The changed parts. Only for CHANGED. */
  readonly parts?: readonly PartName[];
  /** What differs: a unified diff of the parts, or a line for each difference of a configuration set. */
  readonly details?: readonly string[];
  /** Why SES does not render the template. Only for BROKEN. */
  readonly reason?: string;
  /**
   * Identifies this state, declared and live. If the monitor lists it as acknowledged, the finding counts as known until
   * either changes.
   */
  readonly acknowledgement: string;
}
