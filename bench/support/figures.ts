/** The result of one run of a case. */
export interface Run {
  readonly figure: number;
  /** Additional figures of the same run. */
  readonly notes?: Record<string, number>;
}

/** A benchmark: a behaviour, what it is compared with, and the limit of the figure. */
export interface Case {
  /** Its name for `--only`. */
  readonly key: string;
  readonly name: string;
  /** The meaning of the figure: a ratio, a count or a size. */
  readonly against: string;
  /** The limit of the figure. Absent if the figure is only reported. */
  readonly most?: number;
  /** The quota of the local SES, if it matters, in calls per second of each operation. SES itself allows one. */
  readonly rate?: number;
  readonly repeat: number;
  run(): Promise<Run>;
}

export interface Result {
  readonly case: Case;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly notes: string;
}

export async function measure(one: Case): Promise<Result> {
  const runs: Run[] = [];
  for (let count = 0; count < one.repeat; count++) runs.push(await one.run());
  const figures = runs.map(({ figure }) => figure).sort((a, b) => a - b);
  return { case: one, min: figures[0], median: middle(figures), max: figures[figures.length - 1], notes: notesOf(runs) };
}

/** Uses the median: a busy machine spoils some runs, but a slow program spoils most. */
export function passes({ case: { most }, median }: Result): boolean {
  return most === undefined || median <= most;
}

function notesOf(runs: readonly Run[]): string {
  return Object.keys(runs[0].notes ?? {})
    .map(name => `${name} ${short(middle(runs.map(({ notes }) => notes![name]).sort((a, b) => a - b)))}`)
    .join(', ');
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)];
}

export function short(figure: number): string {
  if (Number.isInteger(figure)) return String(figure);
  return figure.toFixed(figure < 10 ? 3 : 1);
}
