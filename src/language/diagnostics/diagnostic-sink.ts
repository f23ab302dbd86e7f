import { diagnose, Diagnostic, Part, Problem } from './diagnostic';

/** More of the same kind add nothing. */
const MAX_PER_ID = 20;

/** Collects an email's diagnostics, each once, even if several calls of a partial produce it. */
export class DiagnosticSink {
  readonly errors: Diagnostic[] = [];
  readonly warnings: Diagnostic[] = [];
  readonly infos: Diagnostic[] = [];
  private readonly reported = new Set<string>();
  private readonly kinds = new Map<string, number>();

  /**
   * @param part undefined for problems of the whole email
   * @param problems problems or lists of them, because a text can have more problems than a call can have arguments
   */
  add(part: Part | undefined, ...problems: ReadonlyArray<Problem | readonly Problem[]>): void {
    for (const problem of problems.flat()) {
      const { id, message, place, severity } = problem;
      const origin = place?.source.origin;
      // A problem in a shared partial is reported once for all parts.
      const key = JSON.stringify([origin?.partial === undefined ? part : '', id, origin, place?.start, message]);
      const count = this.kinds.get(id) ?? 0;
      if (count >= MAX_PER_ID || this.reported.has(key)) continue;
      this.reported.add(key);
      this.kinds.set(id, count + 1);
      const list = { error: this.errors, warning: this.warnings, info: this.infos }[severity];
      list.push(diagnose(problem, part));
    }
  }
}
