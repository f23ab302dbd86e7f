/** How many items are in work at once: enough to keep every lane busy, few enough to hold in memory. */
const WIDTH = 8;

/**
 * Works on the items in their order, several at a time, so that one's call goes out while another's is on its way.
 * After the first failure nothing more is begun; it is thrown when all that was begun has ended.
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
