import { createHash } from 'node:crypto';
import type { CreateCluster$ } from '@aws-sdk/client-ecs';
import { readRequest } from '../aws/request-model.ts';
import { invalidParameter } from './refuse.ts';
import { ecsModel } from './request-model.ts';
import type { EcsWorld } from './world.ts';

/** An action as the registry holds it: the request's JSON in, the answer out (with Date where the wire has epoch seconds). */
export type Action = (world: EcsWorld, json: Record<string, unknown>) => unknown;

/** Makes an action of the SDK's operation: what it is given has been read and checked by the model. */
export function defineAction<Input extends object, Output extends object>(
  operation: typeof CreateCluster$,
  run: (world: EcsWorld, input: Input) => Output,
): Action {
  const name = operation[2];
  // The schema is the one that the SDK's type was generated from, so what it lets through has that type.
  return (world, json) => run(world, readRequest(ecsModel, name, json) as Input);
}

/** One page of a list and the token for the next one; the last page has none. */
interface Page {
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
