import type { Method } from '../method.ts';
import { userGroupJson } from '../shapes/user-group-json.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/usergroups.list */
export const usergroupsList: Method = {
  scope: 'usergroups:read',
  rates: tier(2),
  run({ args, world }) {
    return {
      usergroups: [...world.workspace.groups.values()].map((group) => ({
        ...userGroupJson(world, group),
        ...(args.flag('include_users') && { users: group.members }),
      })),
    };
  },
};
