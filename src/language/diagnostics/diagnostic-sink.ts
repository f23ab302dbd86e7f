import { diagnose, Diagnostic, Part, Problem } from './diagnostic';

/** More of one kind tell nothing new. */
const MOST_OF_A_TOPIC = 20;

/** What is to be told of an email: each thing once, however many calls of a partial lead to it. */
export class Diagnostics {
  readonly errors: Diagnostic[] = [];
  readonly warnings: Diagnostic[] = [];
  private readonly told = new Set<string>();
  private readonly topics = new Map<string, number>();

  /** @param part undefined for what is of no part */
  add(part: Part | undefined, ...problems: readonly Problem[]): void {
    for (const problem of problems) {
      const { topic, message, place } = problem;
      const origin = place?.source.origin;
      // What is wrong with a shared partial is so in all parts.
      const key = JSON.stringify([origin?.partial === undefined ? part : '', topic, origin, place?.start, message]);
      const told = this.topics.get(topic) ?? 0;
      if (told >= MOST_OF_A_TOPIC || this.told.has(key)) continue;
      this.told.add(key);
      this.topics.set(topic, told + 1);
      (problem.severity === 'error' ? this.errors : this.warnings).push(diagnose(problem, part));
    }
  }
}
