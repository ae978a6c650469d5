import type { Target } from './target.ts';

/** What a change acts on: a service or a task, or what has no episode of its own. */
export type ChangeTarget =
  | Target
  | { readonly cluster: string }
  | { readonly repository: string }
  | { readonly family: string };
