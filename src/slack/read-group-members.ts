import type { WebClient } from '@slack/web-api';
import { MissingScope } from './missing-scope.ts';
import { slackErrorCode } from './slack-error-code.ts';

/** Slack's words for a group that is not there (any more), or that no workspace on this plan has. */
const noGroup = new Set(['no_such_subteam', 'plan_upgrade_required']);

/**
 * `usergroups.users.list`: the ids of a user group's members; none for a group that is disabled or that Slack does not
 * know. Throws MissingScope, else web-api's error when Slack can't be asked.
 */
export async function readGroupMembers(web: WebClient, groupId: string): Promise<readonly string[]> {
  try {
    const { users } = await web.usergroups.users.list({ usergroup: groupId });
    return users ?? [];
  } catch (error) {
    const code = slackErrorCode(error) ?? '';
    if (code === 'missing_scope') throw new MissingScope('usergroups:read', { cause: error });
    if (noGroup.has(code)) return [];
    throw error;
  }
}
