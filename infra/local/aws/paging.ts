import { createHash } from 'node:crypto';
import type { ServiceError } from './wire.ts';

/** The list to page through, and the request for it. */
interface Query<Item> {
  /** The action and all request members that determine the list: a token is refused with any others. */
  readonly asked: readonly unknown[];
  /** In a stable order. With `byKey` sorted by key, so that a deletion never hides another item. */
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly byKey?: boolean;
  readonly size: number;
  readonly token: string | undefined;
  /** The service's error for a token that does not belong to this query. */
  readonly refuse: () => ServiceError;
}

/**
 * Returns a page and the token for the next one; the last page has none. The token holds the last item shown and its position, so that a page neither
 * repeats nor skips remaining items when others come or go.
 */
export function takePage<Item>(request: Query<Item>): {
  readonly items: Item[];
  readonly token: string | undefined;
} {
  const { asked, items, keyOf, byKey = false, size, token, refuse } = request;
  const query = createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 12);
  const start = token === undefined ? 0 : placeAfter(items.map(keyOf), { query, byKey, token });
  if (start === undefined) throw refuse();
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  const hasMore = start + page.length < items.length && last !== undefined;
  return {
    items: page,
    token: hasMore
      ? Buffer.from(JSON.stringify([query, start + page.length, keyOf(last)])).toString('base64url')
      : undefined,
  };
}

function placeAfter(
  keys: readonly string[],
  { query, byKey, token }: { readonly query: string; readonly byKey: boolean; readonly token: string },
): number | undefined {
  try {
    const [of, place, last]: unknown[] = JSON.parse(Buffer.from(token, 'base64url').toString());
    const isPlace = typeof place === 'number' && Number.isInteger(place) && place > 0;
    if (of !== query || !isPlace || typeof last !== 'string') return undefined;
    if (byKey) {
      const next = keys.findIndex((key) => key > last);
      return next === -1 ? keys.length : next;
    }
    const found = keys.indexOf(last);
    return found === -1 ? place - 1 : found + 1;
  } catch {
    // Not a token of ours.
    return undefined;
  }
}
