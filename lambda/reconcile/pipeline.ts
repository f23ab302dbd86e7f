/** How many items are processed at once: enough to keep every lane busy, few enough to hold in memory. */
const WIDTH = 8;

/**
 * Processes the items in order, several at a time, so that calls overlap. After the first failure, no further item is
 * started. The failure is thrown once all started items have ended.
 */
export async function pipeline<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    while (next < items.length && !failure) {
      const index = next++;
      try {
        await work(items[index], index);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(WIDTH, items.length) }, worker));
  if (failure) throw failure.error;
}
