import type { TaskDefinition } from '@aws-sdk/client-ecs';

/** `--pass-roles` as deployed: ARNs of the roles that the bot may pass on to tasks; `*` at the end of one stands for the rest of a path. */
export function readPassRoles(given = 'none'): readonly string[] {
  return given === 'none' ? [] : given.split(',');
}

/** The roles of a task definition that the bot may not pass on, as they are written there: it could not register it. */
export function unpassableRoles(
  { taskRoleArn, executionRoleArn }: Pick<TaskDefinition, 'taskRoleArn' | 'executionRoleArn'>,
  passRoles: readonly string[],
): string[] {
  const roles = new Set([taskRoleArn, executionRoleArn].filter((role) => role !== undefined));
  return [...roles].filter((role) => !passRoles.some((pattern) => covers(pattern, role)));
}

function covers(pattern: string, role: string): boolean {
  // A task definition may name a role without a path by its name alone.
  if (!role.startsWith('arn:')) return pattern.endsWith(`:role/${role}`);
  return pattern.endsWith('*') ? role.startsWith(pattern.slice(0, -1)) : role === pattern;
}
