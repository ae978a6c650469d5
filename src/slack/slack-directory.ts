import type { WebClient } from '@slack/web-api';
import type { Directory, Person } from '../access/directory.ts';
import type { SharedReadings } from '../store/shared-readings.ts';
import { directoryKeys } from './directory-keys.ts';
import { slackFailure } from './errors.ts';
import { type GroupReading, readGroupMembers } from './read-group-members.ts';
import { readPerson } from './read-person.ts';

export interface SlackDirectoryOptions {
  readonly web: WebClient;
  readonly readings: SharedReadings;
  /** The workspace that is served (T…). */
  readonly teamId: string;
  readonly now: () => number;
}

/** The directory for one request, and what the doctor asks of it. */
export interface SlackDirectory extends Directory {
  lastKnownAt(): number | undefined;
  /** Whether there is such a user group, without asking Slack: undefined where nobody asked lately. */
  knownGroup(groupId: string): Promise<boolean | undefined>;
  /** The same, asking Slack. */
  isGroup(groupId: string): Promise<boolean>;
}

/**
 * People and user groups from Slack's `users.info` and `usergroups.users.list`, shared by all instances for as long as
 * a reading is fresh. Rejects with web-api's or DynamoDB's error: then nobody is let in.
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
      // All of them are read to their end: after a rate limit the next try finds those that were read.
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
