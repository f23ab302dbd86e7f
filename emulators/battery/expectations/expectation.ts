import { Asking } from '../asking';

export interface Expectation {
  readonly id: string;
  readonly about: string;
  /** An anchor of docs/ses-facts.md whose fact is unknown or inferred: the answer settles it. */
  readonly settles?: string;
  /** Needs a sender that may send. */
  readonly sends?: boolean;
  readonly ask: (ses: Asking, id: string) => Promise<unknown>;
  /** What Amazon SES answers. @default - unknown: the answer is printed */
  readonly answer?: unknown;
}
