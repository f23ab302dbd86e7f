import { ResponseLoss } from './faults';
import { Output } from './operations';

/** Thrown when the response is lost: the server then breaks the connection, or sends nothing more. */
export class LostAnswer extends Error {
  /** @param begun returns or throws the response whose first half arrives. If absent, nothing arrives */
  constructor(readonly how: ResponseLoss, readonly begun?: () => Output) {
    super(`the response was lost: ${how}`);
    this.name = 'LostAnswer';
  }
}
