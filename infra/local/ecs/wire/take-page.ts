import { createHash } from 'node:crypto';
import { invalidParameter } from '../refuse/invalid-parameter.ts';

/** One page of a list and the token for the next one; the last page has none. */
export interface Page {
  readonly items: string[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page. The token names the last item shown and its place, so that a page neither repeats nor skips
 * what stays when other items come or go; and the query that it belongs to, for it is refused with any other.
 */
export function takePage(
  action: string,
  items: readonly string[],
  request: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
  defaultSize: number,
): Page {
  const { maxResults = defaultSize, nextToken, ...asked } = request;
  const query = createHash('sha256')
    .update(JSON.stringify([action, asked]))
    .digest('base64url')
    .slice(0, 12);
  const start = nextToken === undefined ? 0 : placeAfter(items, query, nextToken);
  const page = items.slice(start, start + maxResults);
  const last = page.at(-1);
  const hasMore = start + page.length < items.length && last !== undefined;
  return {
    items: page,
    nextToken: hasMore
      ? Buffer.from(JSON.stringify([query, start + page.length, last])).toString('base64url')
      : undefined,
  };
}

function placeAfter(items: readonly string[], query: string, token: string): number {
  try {
    const [of, place, last]: unknown[] = JSON.parse(Buffer.from(token, 'base64url').toString());
    const isPlace = typeof place === 'number' && Number.isInteger(place) && place > 0;
    if (of === query && isPlace && typeof last === 'string') {
      const found = items.indexOf(last);
      return found === -1 ? place - 1 : found + 1;
    }
  } catch {
    // Not a token of ours: refused below like any other.
  }
  throw invalidParameter('Invalid token.');
}
