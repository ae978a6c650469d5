import type { Arguments } from './arguments.ts';
import { SlackApiError } from './slack-api-error.ts';

/** One page of a list after `cursor` and `limit`, with the `response_metadata.next_cursor` that Slack adds. */
export function page<Item>(
  items: readonly Item[],
  args: Arguments,
  fallbackLimit: number,
): {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly response_metadata: { next_cursor: string };
} {
  const limit = Math.min(1000, Math.max(1, args.number('limit', fallbackLimit)));
  const cursor = args.optional('cursor');
  const start =
    cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('next:', ''));
  if (!Number.isInteger(start) || start < 0) throw new SlackApiError('invalid_cursor');
  const end = start + limit;
  const hasMore = end < items.length;
  return {
    items: items.slice(start, end),
    hasMore,
    response_metadata: { next_cursor: hasMore ? Buffer.from(`next:${end}`).toString('base64') : '' },
  };
}
