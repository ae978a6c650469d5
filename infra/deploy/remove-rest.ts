import type { Clients } from './create-clients.ts';
import { deleteLogGroups } from './delete-log-groups.ts';
import { deleteParameters } from './delete-parameters.ts';
import { deleteSchedules } from './delete-schedules.ts';
import { nameListers } from './name-listers.ts';

/**
 * Deletes what is no part of the stack: the two secrets, schedules that are still to come, and log groups that outlived it.
 * Gives what it deleted.
 */
export async function removeRest(clients: Clients, stage: string): Promise<string[]> {
  const parameters = await deleteParameters(clients.ssm, stage);
  const logGroups = (await nameListers['log groups']?.(clients, stage)) ?? [];
  await deleteLogGroups(clients.logs, logGroups);
  const schedules = (await nameListers.schedules?.(clients, stage)) ?? [];
  await deleteSchedules(clients.scheduler, schedules);
  return [...parameters, ...schedules, ...logGroups];
}
