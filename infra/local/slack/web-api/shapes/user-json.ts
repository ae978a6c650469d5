import type { SlackWorld } from '../../slack-world.ts';
import { localIds } from '../../workspace/local-ids.ts';
import type { Person } from '../../workspace/person.ts';
import { zoneJson } from './zone-json.ts';

/**
 * A user as `users.info` shows it; `locale` only where it was asked for. Slackbot is no `is_bot`, a deactivated user
 * has no time zone, and `is_stranger` is only who shares no channel with the bot: the team tells of the others.
 */
export function userJson(world: SlackWorld, person: Person, withLocale: boolean): Record<string, unknown> {
  const { team } = world.workspace;
  const teamId = person.teamId ?? team.id;
  const flags = { is_admin: false, is_owner: false, is_primary_owner: false };
  return {
    ...{ id: person.id, team_id: teamId, name: person.name, deleted: person.isDeleted },
    ...{ real_name: person.realName, updated: person.updated, is_app_user: false },
    is_bot: person.role === 'bot',
    ...(person.teamId !== undefined && { is_stranger: !sharesChannel(world, person) }),
    ...(!person.isDeleted && {
      ...{ color: '9f69e7', ...zoneJson(person.timeZone) },
      ...{ ...flags, is_restricted: person.isRestricted, is_ultra_restricted: person.isUltraRestricted },
      ...{ is_email_confirmed: true, who_can_share_contact_card: 'EVERYONE' },
    }),
    ...(withLocale && { locale: person.locale }),
    profile: {
      ...{ real_name: person.realName, display_name: person.name, team: teamId },
      ...{ real_name_normalized: person.realName, display_name_normalized: person.name },
      ...(person.botId !== undefined && { bot_id: person.botId, api_app_id: world.app.id }),
    },
  };
}

function sharesChannel({ workspace }: SlackWorld, { id }: Person): boolean {
  return [...workspace.channels.values()].some(({ members }) => members.has(id) && members.has(localIds.bot));
}
