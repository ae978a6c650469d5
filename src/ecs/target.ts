/**
 * What a change acts on and an episode is about: a service; a standalone task (`RunTask`), of which a change stops one; or the
 * standalone tasks of one task definition family, which are told together. Version 0.1 had an episode for each task.
 */
export type Target =
  | { readonly cluster: string; readonly service: string }
  | { readonly cluster: string; readonly family: string }
  | { readonly cluster: string; readonly task: string };

/** The family of `family:revision`. */
export function familyOf(taskDefinition: string): string {
  return taskDefinition.split(':')[0] ?? '';
}
