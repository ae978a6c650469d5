import type { App } from '@slack/bolt';
import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import pMap from 'p-map';
import type { Directory, Person } from '../access/policy.ts';
import type { SlackProbe } from '../doctor/check.ts';
import type { SharedReadings } from '../store/shared-readings.ts';
import { slackErrorCode, slackFailure, slackRefusal } from './errors.ts';

/**
 * Slack sends events when people and groups change: the cached reading is cleared, and the next request reads it again. It is not read here, because
 * every new status text is a `user_change` and Slack allows only 20 group reads a minute. It is not taken from the event either, which may be late,
 * repeated or out of order, and lists only the first 500 members.
 */
export function onDirectoryEvents(app: App, { forget }: Pick<SharedReadings, 'forget'>): void {
  app.event('user_change', ({ event }) => forget(directoryKeys.person(event.user.id)));
  app.event('subteam_members_changed', ({ event }) => forget(directoryKeys.group(event.subteam_id)));
  app.event('subteam_updated', ({ event }) => forget(directoryKeys.group(event.subteam.id)));
}

/** The keys of the directory's readings in the bot's table. */
export const directoryKeys = {
  person: (userId: string) => `person#${userId}`,
  group: (groupId: string) => `group#${groupId}`,
};

interface SlackDirectoryOptions {
  readonly web: WebClient;
  readonly readings: SharedReadings;
  /** The workspace the bot serves (T…). */
  readonly teamId: string;
  readonly now: () => number;
}

/** The directory for one request, and what the doctor asks of it. */
interface SlackDirectory extends Directory {
  lastKnownAt(): number | undefined;
  /** Whether this user group exists, without asking Slack; undefined if there is no recent reading. */
  knownGroup(groupId: string): Promise<boolean | undefined>;
  /** The same, asking Slack. */
  isGroup(groupId: string): Promise<boolean>;
}

/**
 * People and user groups from Slack's `users.info` and `usergroups.users.list`, shared by all instances while a reading is fresh. Rejects with
 * web-api's or DynamoDB's error: then nobody is let in.
 */
export function slackDirectory({ web, readings, teamId, now }: SlackDirectoryOptions): SlackDirectory {
  let lastKnownAt: number | undefined;

  async function kept<Value>(key: string, read: () => Promise<Value>, onlyFresh: boolean): Promise<Value> {
    const known = await readings.fresh<Value>(key);
    if (known !== undefined) return known;
    const readAt = now();
    try {
      const value = await read();
      await readings.keep(key, value, readAt);
      return value;
    } catch (error) {
      if (onlyFresh || slackFailure(error)?.kind !== 'wait') throw error;
      const last = await readings.last<Value>(key);
      if (last === undefined) throw error;
      lastKnownAt = Math.min(lastKnownAt ?? last.readAt, last.readAt);
      return last.value;
    }
  }
  const group = (groupId: string, onlyFresh: boolean) =>
    kept(directoryKeys.group(groupId), () => readGroupMembers(web, groupId), onlyFresh);

  return {
    person: (userId, onlyFresh = false) =>
      kept<Person>(directoryKeys.person(userId), () => readPerson(web, teamId, userId), onlyFresh),
    async groupsOf(userId, groupIds, onlyFresh = false) {
      // Waits for all of them: after a rate limit, the next try finds those already read.
      const results = await Promise.allSettled(
        groupIds.map(async (groupId) =>
          membersIn(await group(groupId, onlyFresh)).includes(userId) ? [groupId] : [],
        ),
      );
      return results.flatMap((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    },
    lastKnownAt: () => lastKnownAt,
    async knownGroup(groupId) {
      const reading = await readings.fresh<GroupReading>(directoryKeys.group(groupId));
      return reading && !('missing' in reading);
    },
    isGroup: async (groupId) => !('missing' in (await group(groupId, false))),
  };
}

function membersIn(reading: GroupReading): readonly string[] {
  return 'missing' in reading ? [] : reading;
}

/** Slack's codes for a group that does not exist (any more), or for a plan without user groups. */
const noGroup = new Set(['no_such_subteam', 'plan_upgrade_required']);

/** The ids of a user group's members, or `missing` if Slack knows no such group. */
type GroupReading = readonly string[] | { readonly missing: true };

/**
 * `usergroups.users.list`: the ids of a user group's members; none if the group is disabled or unknown to Slack. Throws web-api's error when Slack
 * can't be asked.
 */
async function readGroupMembers(web: WebClient, groupId: string): Promise<GroupReading> {
  try {
    const { users } = await web.usergroups.users.list({ usergroup: groupId });
    return users ?? [];
  } catch (error) {
    const code = slackErrorCode(error) ?? '';
    if (noGroup.has(code)) return { missing: true };
    throw error;
  }
}

type User = NonNullable<UsersInfoResponse['user']>;

/** Slack's codes for someone the bot's workspace does not know. */
const unknown = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);

/**
 * `users.info`: who somebody is, as seen from the workspace `teamId`. Anyone it can't identify is a stranger. Throws web-api's error when Slack can't
 * be asked.
 */
async function readPerson(web: WebClient, teamId: string, userId: string): Promise<Person> {
  // web-api omits an empty argument, and Slack's answer to that says nothing about a person.
  if (!/^[A-Z0-9]+$/.test(userId)) return { standing: 'stranger', locale };
  try {
    const { user } = await web.users.info({ user: userId, include_locale: true });
    if (user === undefined) return { standing: 'stranger', locale };
    return {
      standing: standing(user, teamId),
      locale: user.locale ?? locale,
      ...(user.tz !== undefined && { timeZone: user.tz }),
    };
  } catch (error) {
    const code = slackErrorCode(error) ?? '';
    if (unknown.has(code)) return { standing: 'stranger', locale };
    throw error;
  }
}

const locale = 'en-US';

function standing(user: User, teamId: string): Person['standing'] {
  // Slackbot has no `is_bot`.
  if (user.id === 'USLACKBOT' || user.is_bot || user.is_workflow_bot || user.is_connector_bot) return 'bot';
  // `is_stranger` is false for people from other workspaces who are visible through a shared channel; their team shows it.
  const isHere = user.team_id === teamId || user.enterprise_user?.teams?.includes(teamId) === true;
  if (user.is_stranger || !isHere) return 'stranger';
  if (user.deleted) return 'deactivated';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}

const atOnce = 4;
/** Slack allows the whole workspace only twenty reads of user groups a minute, and access checks need them for people who are waiting. */
const mostGroups = 4;

/** Asks Slack what `/ecs doctor` wants to know, with calls that nobody sees. */
export function createSlackProbe(web: WebClient, directory: SlackDirectory): SlackProbe {
  return {
    async whoAmI() {
      try {
        const { team_id = '', team = '', response_metadata } = await web.auth.test();
        return { teamId: team_id, team, scopes: response_metadata?.scopes };
      } catch (error) {
        const refusal = slackRefusal(error);
        if (refusal === undefined) throw error;
        return { error: refusal.code, ofToken: refusal.kind === 'token' };
      }
    },
    async knowsChannel(channel) {
      // No message has this time: `message_not_found` means that the channel exists.
      try {
        await web.chat.getPermalink({ channel, message_ts: '1000000000.000001' });
        return true;
      } catch (error) {
        const code = slackErrorCode(error);
        if (code === 'channel_not_found') return false;
        if (code === 'message_not_found') return true;
        throw error;
      }
    },

    async unknownIds(ids) {
      let left = mostGroups;
      const known = await pMap(ids, (id) => isKnown(id), { concurrency: atOnce });
      return {
        unknown: ids.filter((_, index) => known[index] === false),
        unasked: known.filter((each) => each === undefined).length,
      };

      /** Undefined if Slack was not asked, or rate-limits us. */
      async function isKnown(id: string): Promise<boolean | undefined> {
        try {
          if (!id.startsWith('S')) return (await directory.person(id)).standing !== 'stranger';
          const lately = await directory.knownGroup(id);
          if (lately !== undefined || left <= 0) return lately;
          left -= 1;
          return await directory.isGroup(id);
        } catch (error) {
          if (slackFailure(error)?.kind === 'wait') return undefined;
          throw error;
        }
      }
    },
  };
}
