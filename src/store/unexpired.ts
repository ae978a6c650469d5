/** The records that have not come to their end yet (`expiresAt`, epoch seconds); DynamoDB may remove one two days late. */
export function unexpired<Found extends { readonly expiresAt: number }>(
  items: readonly Found[],
  now: number,
): Found[] {
  return items.filter(({ expiresAt }) => expiresAt * 1000 > now);
}
