import { sendEvent } from '../app-requests/send.ts';
import { userGroupJson, userJson } from '../web-api/shapes.ts';
import type { SlackWorld } from '../world.ts';
import type { Channel, Person, UserGroup } from './workspace.ts';

/** Someone joins, and the channel shows it. `inviter` is named if they were invited. */
export function addMember(world: SlackWorld, channel: Channel, user: string, inviter?: string): void {
  channel.members.add(user);
  world.hub.publish({ type: 'channels' });
  world.messages.post({
    channel: channel.id,
    user,
    subtype: 'channel_join' as const,
    isBot: false,
    text:
      inviter === undefined ? `<@${user}> has joined the channel` : `<@${user}> was added by <@${inviter}>`,
  });
}

/** Slack lists at most this many members in an event. */
const mostUsersInEvent = 500;

/**
 * Sets a user group's members and sends `subteam_members_changed` and `subteam_updated` to the app, unless `isTold` is false, which loses the events.
 * Resolves when the app has accepted them or their retries are over; throws for an unknown group.
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
      type: 'subteam_members_changed',
      subteam_id: id,
      team_id: team.id,
      event_ts,
      date_previous_update: before.updated,
      date_update: updated,
      added_users: added,
      added_users_count: added.length,
      removed_users: removed,
      removed_users_count: removed.length,
    }),
    sendEvent(world, {
      type: 'subteam_updated',
      event_ts,
      subteam: { ...userGroupJson(world, group), users: group.members.slice(0, mostUsersInEvent) },
    }),
  ]);
}

/** The fields of a person that may change while the workspace runs. */
export type PersonChange = Partial<
  Pick<Person, 'realName' | 'locale' | 'timeZone' | 'isRestricted' | 'isUltraRestricted' | 'isDeleted'>
>;

/**
 * Changes a person and sends `user_change` to the app, unless `isTold` is false, which loses the event. Resolves when the app has accepted it or its
 * retries are over; throws for an unknown person.
 */
export async function setPerson(
  world: SlackWorld,
  id: string,
  change: PersonChange,
  isTold = true,
): Promise<void> {
  const { people } = world.workspace;
  const before = people.get(id);
  if (!before) throw new Error(`There is nobody with the id ${id} in the local workspace.`);
  const seconds = Math.floor(world.clock.now() / 1000);
  const person: Person = { ...before, ...change, updated: seconds };
  people.set(id, person);
  world.hub.publish({ type: 'people' });
  if (!isTold) return;
  await sendEvent(world, {
    type: 'user_change',
    user: userJson(world, person, true),
    cache_ts: seconds,
    event_ts: (world.clock.now() / 1000).toFixed(6),
  });
}
