/** Shows a progress line during the work, on interactive terminals. */
export async function withProgress<T>(text: string, work: (update: (text: string) => void) => Promise<T>): Promise<T> {
  // Some terminals, such as those of containers, have no size: ora would never finish clearing a line of infinite height.
  const isLive = process.stderr.isTTY && process.stderr.columns > 0 && process.env.TERM !== 'dumb' && !process.env.CI;
  if (!isLive) return work(() => {});
  const { default: ora } = await import('ora');
  const spinner = ora({ text, stream: process.stderr, discardStdin: false }).start();
  try {
    return await work(next => { spinner.text = next; });
  } finally {
    spinner.stop();
  }
}

/** `████░░░░ 12/40` */
export function bar(done: number, all: number): string {
  const width = 24;
  const full = all === 0 ? width : Math.round(width * done / all);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${all}`;
}
