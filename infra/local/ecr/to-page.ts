import { ServiceError } from '../aws/service-error.ts';

const DEFAULT_PAGE = 100;

/**
 * One page of `items`, in the order of their keys (ECR promises none). The token names the last key, so that what is
 * pushed or deleted between two pages neither repeats nor hides another item.
 */
export function toPage<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  {
    maxResults = DEFAULT_PAGE,
    nextToken,
  }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { page: Item[]; nextToken?: string } {
  const after = nextToken === undefined ? '' : readToken(nextToken);
  const rest = [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const shown = rest.slice(0, maxResults);
  const last = shown.at(-1);
  const page = shown.map(({ item }) => item);
  return rest.length > shown.length && last !== undefined
    ? { page, nextToken: writeToken(last.key) }
    : { page };
}

function writeToken(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64url');
}

function readToken(token: string): string {
  try {
    const { after } = Object(JSON.parse(Buffer.from(token, 'base64url').toString()));
    if (typeof after === 'string') return after;
  } catch {
    // Falls through to the refusal: a token that is no JSON is as wrong as one without a key.
  }
  const message = "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'";
  throw new ServiceError('InvalidParameterException', message);
}
