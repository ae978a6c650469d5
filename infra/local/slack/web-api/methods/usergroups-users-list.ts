import type { Method } from '../method.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
export const usergroupsUsersList: Method = {
  scope: 'usergroups:read',
  rates: tier(2),
  run({ args, world }) {
    const group = world.workspace.groups.get(args.required('usergroup'));
    if (!group) throw new SlackApiError('no_such_subteam');
    return { users: group.members };
  },
};
