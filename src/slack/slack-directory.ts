import type { WebClient } from '@slack/web-api';
import type { Directory, Person } from '../access/directory.ts';
import type { SharedReadings } from '../store/shared-readings.ts';
import { directoryKeys } from './directory-keys.ts';
import { readGroupMembers } from './read-group-members.ts';
import { readPerson } from './read-person.ts';

export interface SlackDirectoryOptions {
  readonly web: WebClient;
  readonly readings: SharedReadings;
  /** The workspace that is served (T…). */
  readonly teamId: string;
  readonly now: () => number;
}

/**
 * People and user groups from Slack's `users.info` and `usergroups.users.list`, shared by all instances for as long as
 * a reading is fresh. Rejects with web-api's or DynamoDB's error: then nobody is let in.
 */
export function slackDirectory({ web, readings, teamId, now }: SlackDirectoryOptions): Directory {
  async function kept<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = await readings.fresh<Value>(key);
    if (known !== undefined) return known;
    const readAt = now();
    const value = await read();
    await readings.keep(key, value, readAt);
    return value;
  }
  const members = (groupId: string) =>
    kept(directoryKeys.group(groupId), () => readGroupMembers(web, groupId));

  return {
    person: (userId) => kept<Person>(directoryKeys.person(userId), () => readPerson(web, teamId, userId)),
    async groupsOf(userId, groupIds) {
      // All of them are read to their end: after a rate limit the next try finds those that were read.
      const results = await Promise.allSettled(
        groupIds.map(async (groupId) => ((await members(groupId)).includes(userId) ? [groupId] : [])),
      );
      return results.flatMap((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    },
  };
}
