import type { SlackWorld } from '../../slack-world.ts';
import type { UserGroup } from '../../workspace/user-group.ts';

/** A user group as `usergroups.list` and the event `subteam_updated` show it; without its members. */
export function userGroupJson(world: SlackWorld, group: UserGroup): Record<string, unknown> {
  const { id, handle, name, members, created, updated } = group;
  return {
    ...{ id, team_id: world.workspace.team.id, is_usergroup: true, is_subteam: true, name, handle },
    ...{ description: '', is_external: false, date_create: created, date_update: updated, date_delete: 0 },
    ...{
      auto_type: null,
      auto_provision: false,
      enterprise_subteam_id: '',
      prefs: { channels: [], groups: [] },
    },
    ...{ user_count: members.length, channel_count: 0 },
  };
}
