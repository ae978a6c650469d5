import type { Method } from '../method.ts';
import { userJson } from '../shapes/user-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/users.info */
export const usersInfo: Method = {
  scope: 'users:read',
  rates: tier(4),
  run({ args, world }) {
    const person = world.workspace.people.get(args.optional('user') ?? '');
    if (!person) throw new SlackApiError('user_not_found');
    return { user: userJson(world, person, args.flag('include_locale')) };
  },
};
