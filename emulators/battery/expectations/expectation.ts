import { Asking } from '../asking';

export interface Expectation {
  readonly id: string;
  readonly about: string;
  /** The anchor in docs/ses-facts.md of an unknown or inferred fact that the answer settles. */
  readonly settles?: string;
  /** Whether it needs a verified sender. */
  readonly sends?: boolean;
  readonly ask: (ses: Asking, id: string) => Promise<unknown>;
  /** What Amazon SES answers. @default - unknown: the answer is printed */
  readonly answer?: unknown;
}
