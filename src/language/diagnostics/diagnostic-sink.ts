import { diagnose, Diagnostic, Part, Problem } from './diagnostic';

/** More of the same kind add nothing. */
const MOST_OF_A_KIND = 20;

/** Collects an email's diagnostics, each once, however many calls of a partial lead to it. */
export class DiagnosticSink {
  readonly errors: Diagnostic[] = [];
  readonly warnings: Diagnostic[] = [];
  readonly infos: Diagnostic[] = [];
  private readonly reported = new Set<string>();
  private readonly kinds = new Map<string, number>();

  /**
   * @param part undefined for what is true of the whole email
   * @param problems lists of problems too: a text can have more than a call takes arguments
   */
  add(part: Part | undefined, ...problems: ReadonlyArray<Problem | readonly Problem[]>): void {
    for (const problem of problems.flat()) {
      const { id, message, place, severity } = problem;
      const origin = place?.source.origin;
      // A problem of a shared partial is the same in all parts.
      const key = JSON.stringify([origin?.partial === undefined ? part : '', id, origin, place?.start, message]);
      const count = this.kinds.get(id) ?? 0;
      if (count >= MOST_OF_A_KIND || this.reported.has(key)) continue;
      this.reported.add(key);
      this.kinds.set(id, count + 1);
      const list = { error: this.errors, warning: this.warnings, info: this.infos }[severity];
      list.push(diagnose(problem, part));
    }
  }
}
