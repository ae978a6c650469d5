import type { SlackWorld } from '../slack-world.ts';
import type { ClientGroup } from './client-protocol.ts';

/** The workspace's user groups, as clients list them. */
export function clientGroups({ workspace }: SlackWorld): readonly ClientGroup[] {
  return [...workspace.groups.values()].map(({ id, handle, members }) => ({ id, handle, members }));
}
