import { watch } from 'chokidar';

export interface FollowProps {
  /** Files and folders. */
  readonly watched: readonly string[];
  /** Called once for changes that are close together. What it throws is reported. */
  readonly changed: () => void;
  /** For what goes wrong, such as a folder that is removed. */
  readonly report: (problem: string) => void;
}

/** Editors write a file in several steps. */
const SETTLING_MILLISECONDS = 25;

/** Follows files and folders until it is closed. */
export function follow({ watched, changed, report }: FollowProps): { close(): Promise<void> } {
  const watcher = watch([...watched], { ignoreInitial: true });
  let settling: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      try {
        changed();
      } catch (error) {
        report((error as Error).message);
      }
    }, SETTLING_MILLISECONDS);
  });
  watcher.on('error', error => report((error as Error).message));
  return {
    close: async () => {
      clearTimeout(settling);
      await watcher.close();
    },
  };
}
