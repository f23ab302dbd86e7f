import { Loss } from './faults';
import { Output } from './operations';

/** Thrown when the answer is lost: the server then breaks the connection, or says nothing more. */
export class LostAnswer extends Error {
  /** @param begun gives the answer whose first half arrives, or throws it. Absent: nothing arrives */
  constructor(readonly how: Loss, readonly begun?: () => Output) {
    super(`the answer was lost: ${how}`);
    this.name = 'LostAnswer';
  }
}
