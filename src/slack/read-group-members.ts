import type { WebClient } from '@slack/web-api';
import { slackErrorCode } from './errors.ts';

/** Slack's words for a group that is not there (any more), or that no workspace on this plan has. */
const noGroup = new Set(['no_such_subteam', 'plan_upgrade_required']);

/** The ids of a user group's members, or that Slack knows no such group. */
export type GroupReading = readonly string[] | { readonly missing: true };

/**
 * `usergroups.users.list`: the ids of a user group's members; none for a group that is disabled or that Slack does not
 * know. Throws web-api's error when Slack can't be asked.
 */
export async function readGroupMembers(web: WebClient, groupId: string): Promise<GroupReading> {
  try {
    const { users } = await web.usergroups.users.list({ usergroup: groupId });
    return users ?? [];
  } catch (error) {
    const code = slackErrorCode(error) ?? '';
    if (noGroup.has(code)) return { missing: true };
    throw error;
  }
}
