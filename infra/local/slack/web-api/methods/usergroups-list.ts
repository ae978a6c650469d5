import type { Method } from '../method.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/usergroups.list */
export const usergroupsList: Method = {
  scope: 'usergroups:read',
  rates: tier(2),
  run({ args, world }) {
    return {
      usergroups: world.workspace.groups.map(({ id, handle, name, members }) => ({
        ...{ id, handle, name, team_id: world.workspace.team.id, is_usergroup: true, description: '' },
        ...{ is_external: false, date_delete: 0, user_count: members.length },
        ...(args.flag('include_users') && { users: members }),
      })),
    };
  },
};
