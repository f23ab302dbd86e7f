/** What a case measured, in one run: a figure, and what it is measured against. */
export interface Run {
  readonly figure: number;
  /** More figures of the same run, to be shown beside it. */
  readonly notes?: Record<string, number>;
}

/** A benchmark: a behaviour, the limit that it is measured against, and what the ratio must reach. */
export interface Case {
  /** What `--only` calls it. */
  readonly key: string;
  readonly name: string;
  /** What the figure is: a ratio to something, a count, a size. */
  readonly against: string;
  /** The most that the figure may be. Absent: it is told, not judged. */
  readonly most?: number;
  /** Calls a second that the local SES allows of each operation, where it plays a part: SES itself allows one. */
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

/** A noisy machine makes some runs bad; a bad program makes the middle one bad. */
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
