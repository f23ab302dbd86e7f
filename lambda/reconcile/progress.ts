import { Log } from './ports';
import { Clock } from '../pacing/clock';

/** How often progress is logged, in milliseconds. */
const EVERY = 10_000;

export interface ProgressContext {
  readonly clock: Clock;
  readonly log: Log;
  /** When the work must be over, in milliseconds on the clock. */
  readonly deadline: number;
}

/** Logs that a template is done, and what was done. */
export type Done = (template: string, what: string, details?: object) => void;

/** Runs work over `total` templates and logs its progress: for each template, and every ten seconds, even while SES throttles the calls. */
export async function withProgress<T>(
  doing: string, total: number, { clock, log, deadline }: ProgressContext, work: (done: Done) => Promise<T>,
): Promise<T> {
  const started = clock.now();
  const over = new AbortController();
  let done = 0;
  const report = async () => {
    for (;;) {
      await clock.sleep(EVERY, over.signal);
      if (over.signal.aborted) return;
      const now = clock.now();
      log({
        message: doing,
        done,
        total,
        remaining: total - done,
        templatesPerSecond: Math.round(done / (now - started) * 100_000) / 100,
        millisecondsLeft: Math.round(deadline - now),
      });
    }
  };
  const reporting = report();
  try {
    return await work((template, what, details) => log({ message: `${template}: ${what}`, template, ...details, done: ++done, total }));
  } finally {
    over.abort();
    await reporting;
  }
}
