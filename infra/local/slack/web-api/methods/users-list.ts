import type { Method } from '../method.ts';
import { page } from '../page.ts';
import { userJson } from '../shapes/user-json.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/users.list */
export const usersList: Method = {
  scope: 'users:read',
  rates: tier(2),
  run({ args, world }) {
    const { items, response_metadata } = page([...world.workspace.people.values()], args, 1000);
    return {
      members: items.map((person) => userJson(world, person, args.flag('include_locale'))),
      ...{ cache_ts: Math.floor(world.clock.now() / 1000), response_metadata },
    };
  },
};
