import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { Person } from '../access/directory.ts';
import { slackErrorCode } from './errors.ts';

type User = NonNullable<UsersInfoResponse['user']>;

/** Slack's words for someone whom the bot's workspace does not know. */
const unknown = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);

/**
 * `users.info`: who somebody is, as seen from the workspace `teamId`. Whoever it can't name is a stranger.
 * Throws web-api's error when Slack can't be asked.
 */
export async function readPerson(web: WebClient, teamId: string, userId: string): Promise<Person> {
  // web-api leaves an empty argument out, and Slack's answer to that says nothing about a person.
  if (!/^[A-Z0-9]+$/.test(userId)) return { standing: 'stranger', locale };
  try {
    const { user } = await web.users.info({ user: userId, include_locale: true });
    return { standing: user ? standing(user, teamId) : 'stranger', locale: user?.locale ?? locale };
  } catch (error) {
    const code = slackErrorCode(error) ?? '';
    if (unknown.has(code)) return { standing: 'stranger', locale };
    throw error;
  }
}

const locale = 'en-US';

function standing(user: User, teamId: string): Person['standing'] {
  // Slackbot is no `is_bot`.
  if (user.id === 'USLACKBOT' || user.is_bot || user.is_workflow_bot || user.is_connector_bot) return 'bot';
  // `is_stranger` is false for people of other workspaces whom a shared channel makes visible: their team tells.
  const isHere = user.team_id === teamId || user.enterprise_user?.teams?.includes(teamId) === true;
  if (user.is_stranger || !isHere) return 'stranger';
  if (user.deleted) return 'deactivated';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}
