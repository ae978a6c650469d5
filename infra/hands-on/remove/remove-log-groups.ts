import { deleteLogGroups } from '../../deploy/delete-log-groups.ts';
import { findLogGroups } from '../find/find-log-groups.ts';
import type { Found } from '../find/found.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';

/** Deletes log groups with all that is in them. */
export async function removeLogGroups(
  { clients: { logs }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  const wanted = (await findLogGroups({ logs })).filter(isWanted).map(({ name }) => name);
  await deleteLogGroups(logs, wanted);
  for (const name of wanted) say(`Deleted log group ${name}`);
}
