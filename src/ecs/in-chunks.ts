import pMap from 'p-map';

/**
 * Calls `read` for each `size` items and joins the answers, four calls at a time: ECS refills its buckets of read
 * calls with 20 a second for the whole account, and the bot is not alone in it.
 */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  size: number,
  read: (chunk: Item[]) => Promise<Result[]>,
): Promise<Result[]> {
  const chunks = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
  return (await pMap(chunks, read, { concurrency: 4 })).flat();
}
