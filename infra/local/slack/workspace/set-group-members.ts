import { sendEvent } from '../app-requests/send-event.ts';
import type { SlackWorld } from '../slack-world.ts';
import { userGroupJson } from '../web-api/shapes/user-group-json.ts';
import type { UserGroup } from './user-group.ts';

/** Slack names no more members than this in an event. */
const mostUsersInEvent = 500;

/**
 * Sets a user group's members and sends `subteam_members_changed` and `subteam_updated` to the app, unless `isTold`
 * says that the events are lost. Resolves when the app took them or their retries are over; throws for a group that is
 * not there.
 */
export async function setGroupMembers(
  world: SlackWorld,
  id: string,
  members: readonly string[],
  isTold = true,
): Promise<void> {
  const { groups, team } = world.workspace;
  const before = groups.get(id);
  if (!before) throw new Error(`There is no user group with the id ${id} in the local workspace.`);
  const updated = Math.floor(world.clock.now() / 1000);
  const group: UserGroup = { ...before, members: [...new Set(members)], updated };
  groups.set(id, group);
  world.hub.publish({ type: 'people' });
  const added = group.members.filter((user) => !before.members.includes(user));
  const removed = before.members.filter((user) => !group.members.includes(user));
  if (!isTold || added.length + removed.length === 0) return;
  const event_ts = (world.clock.now() / 1000).toFixed(6);
  await Promise.all([
    sendEvent(world, {
      ...{ type: 'subteam_members_changed', subteam_id: id, team_id: team.id, event_ts },
      ...{ date_previous_update: before.updated, date_update: updated },
      ...{ added_users: added, added_users_count: added.length },
      ...{ removed_users: removed, removed_users_count: removed.length },
    }),
    sendEvent(world, {
      ...{ type: 'subteam_updated', event_ts },
      subteam: { ...userGroupJson(world, group), users: group.members.slice(0, mostUsersInEvent) },
    }),
  ]);
}
