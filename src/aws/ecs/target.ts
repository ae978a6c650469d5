/** What a change acts on: a service or a task, or something without an episode of its own. */
type ChangeTarget =
  | Target
  | { readonly cluster: string }
  | { readonly repository: string }
  | { readonly family: string };

/**
 * What a change acts on and an episode is about: a service; a standalone task (`RunTask`), when a change stops one; or the standalone tasks of one
 * task definition family, which are shown together. Version 0.1 had one episode per task.
 */
export type Target =
  | { readonly cluster: string; readonly service: string }
  | { readonly cluster: string; readonly family: string }
  | { readonly cluster: string; readonly task: string };

/** The family of `family:revision`. */
export function familyOf(taskDefinition: string): string {
  return taskDefinition.split(':')[0] ?? '';
}

/** What follows the repository in an image reference: `1.4.2`, without one a digest's first twelve digits, or `latest` if there is neither. */
export function imageTag(image: string): string {
  const [named = '', digest] = image.split('@');
  const tag = /:([\w.-]+)$/.exec(named)?.[1];
  return tag ?? digest?.slice(0, 'sha256:'.length + 12) ?? 'latest';
}

/** The last part of an ARN: the name of a cluster, service or repository, a task's id, `family:revision`. */
export function nameFromArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * `shop/web`, or `shop/3f2a…` for a task that belongs to no service: what can be typed as a target. For anything else, the name that a grant has to
 * cover: `hands-on/*` for a cluster, `*` and its name for a repository or a family.
 */
export function targetName(target: ChangeTarget): string {
  const { cluster, name } = coveredName(target);
  return `${cluster}/${name}`;
}

/**
 * A change's target as a grant's `on` has to name it. A cluster stands for everything in it: `hands-on/*`. A repository and a family of task
 * definitions belong to no cluster, and any cluster may use them: only a `*` in the grant covers their `*`.
 */
export function coveredName(target: ChangeTarget): { readonly cluster: string; readonly name: string } {
  if ('repository' in target) return { cluster: '*', name: target.repository };
  if (!('cluster' in target)) return { cluster: '*', name: target.family };
  const { cluster } = target;
  if ('service' in target) return { cluster, name: target.service };
  if ('family' in target) return { cluster, name: target.family };
  return { cluster, name: 'task' in target ? target.task : '*' };
}
