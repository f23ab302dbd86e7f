import { watch } from 'chokidar';

export interface FollowProps {
  /** Files and folders. */
  readonly watched: readonly string[];
  /**
   * Called once for changes that are close together, and once at the start, for changes before the watcher was ready. An error that
   * it throws is reported.
   */
  readonly changed: (when: 'start' | 'later') => void;
  /** Called with errors, such as for a folder that is removed. */
  readonly report: (problem: string) => void;
}

/** Editors write a file in several steps. */
const SETTLING_MILLISECONDS = 25;

/** Follows files and folders until it is closed. */
export function follow({ watched, changed, report }: FollowProps): { close(): Promise<void> } {
  const watcher = watch([...watched], { ignoreInitial: true });
  let settling: NodeJS.Timeout | undefined;
  const read = (when: 'start' | 'later') => {
    try {
      changed(when);
    } catch (error) {
      report((error as Error).message);
    }
  };
  watcher.once('ready', () => read('start'));
  watcher.on('all', () => {
    clearTimeout(settling);
    settling = setTimeout(() => read('later'), SETTLING_MILLISECONDS);
  });
  watcher.on('error', error => report((error as Error).message));
  return {
    close: async () => {
      clearTimeout(settling);
      await watcher.close();
    },
  };
}
