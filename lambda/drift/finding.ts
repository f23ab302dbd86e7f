import { PartName } from '../../src/contract/contract';
import { DriftFindingName } from '../../src/contract/drift';

/** What a finding is about. */
export interface Subject {
  readonly type: 'template' | 'configuration set';
  readonly name: string;
  /** The stack and the resource that declare it. Absent for what nobody declares. */
  readonly stackId?: string;
  readonly logicalId?: string;
}

/** A way in which Amazon SES is not as declared. */
export interface Finding {
  readonly kind: DriftFindingName;
  readonly subject: Subject;
  /** The parts that were changed. Of CHANGED only. */
  readonly parts?: readonly PartName[];
  /** What differs: a unified diff of the parts, or a line for each difference of a configuration set. */
  readonly details?: readonly string[];
  /** Why SES does not render the template. Of BROKEN only. */
  readonly reason?: string;
  /**
   * Identifies this very state: what is declared and what is live. Given to the monitor as acknowledged, the finding counts as
   * known until either changes.
   */
  readonly acknowledgement: string;
}
