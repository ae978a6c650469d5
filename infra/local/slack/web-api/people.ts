import { localIds } from '../workspace/workspace.ts';
import { page } from './arguments.ts';
import { type Method, SlackApiError, tier } from './method.ts';
import { userGroupJson, userJson } from './shapes.ts';

/** Users and groups: `auth.*`, `usergroups.*`, `users.*`, and `api.test`. */
export const peopleMethods: Readonly<Record<string, Method>> = {
  /** https://docs.slack.dev/reference/methods/api.test */
  'api.test': {
    scope: 'none',
    rates: tier(4),
    run({ args }) {
      const error = args.optional('error');
      if (error !== undefined) throw new SlackApiError(error, { args: args.all() });
      return { args: args.all() };
    },
  },

  /** https://docs.slack.dev/reference/methods/auth.test */
  'auth.test': {
    rates: () => [],
    run({ world }) {
      const { team, people } = world.workspace;
      return {
        url: `${world.url()}/`,
        team: team.name,
        user: people.get(localIds.bot)?.name,
        team_id: team.id,
        user_id: localIds.bot,
        bot_id: localIds.botId,
        is_enterprise_install: false,
      };
    },
  },

  /** https://docs.slack.dev/reference/methods/usergroups.list */
  'usergroups.list': {
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
  },

  /** https://docs.slack.dev/reference/methods/usergroups.users.list */
  'usergroups.users.list': {
    scope: 'usergroups:read',
    rates: tier(2),
    run({ args, world }) {
      const group = world.workspace.groups.get(args.required('usergroup'));
      if (!group) throw new SlackApiError('no_such_subteam');
      return { users: group.members };
    },
  },

  /** https://docs.slack.dev/reference/methods/users.info */
  'users.info': {
    scope: 'users:read',
    rates: tier(4),
    run({ args, world }) {
      const person = world.workspace.people.get(args.optional('user') ?? '');
      if (!person) throw new SlackApiError('user_not_found');
      return { user: userJson(world, person, args.flag('include_locale')) };
    },
  },

  /** https://docs.slack.dev/reference/methods/users.list */
  'users.list': {
    scope: 'users:read',
    rates: tier(2),
    run({ args, world }) {
      const { items, response_metadata } = page([...world.workspace.people.values()], args, 1000);
      return {
        members: items.map((person) => userJson(world, person, args.flag('include_locale'))),
        cache_ts: Math.floor(world.clock.now() / 1000),
        response_metadata,
      };
    },
  },
};
