import type { SlackWorld } from '../../slack-world.ts';
import type { Person } from '../../workspace/person.ts';

/** A user as `users.info` shows it; `locale` only where it was asked for. */
export function userJson(world: SlackWorld, person: Person, withLocale: boolean): Record<string, unknown> {
  const isBot = person.role === 'bot' || person.role === 'slackbot';
  return {
    ...{ id: person.id, team_id: world.workspace.team.id, name: person.name, real_name: person.realName },
    ...{ deleted: false, is_bot: isBot, is_app_user: false, is_admin: false, is_owner: false },
    ...{ is_restricted: false, is_ultra_restricted: false, updated: 0 },
    ...{ tz: person.timeZone, tz_label: 'Coordinated Universal Time', tz_offset: 0 },
    ...(withLocale && { locale: person.locale }),
    profile: {
      ...{ real_name: person.realName, display_name: person.name, team: world.workspace.team.id },
      ...{ real_name_normalized: person.realName, display_name_normalized: person.name },
      ...(person.botId !== undefined && { bot_id: person.botId, api_app_id: world.app.id }),
    },
  };
}
