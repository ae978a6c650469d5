/** What a change acts on and an episode is about: a service, or a task that belongs to none (`RunTask`). */
export type Target =
  | { readonly cluster: string; readonly service: string }
  | { readonly cluster: string; readonly task: string };
