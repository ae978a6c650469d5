/** How users and channels (`#ops`, `dm`) are called, and what time it is, for mentions and relative dates. */
export interface Names {
  user(id: string): string;
  channel(id: string): string;
  now(): number;
}
