import type { SlackWorld } from '../../slack-world.ts';
import type { Channel } from '../../workspace/channel.ts';
import { localIds } from '../../workspace/local-ids.ts';

/** A conversation as `conversations.*` shows it to the bot. */
export function channelJson(world: SlackWorld, channel: Channel): Record<string, unknown> {
  const shared = { id: channel.id, created: channel.created, is_archived: channel.isArchived };
  if (channel.im)
    return { ...shared, is_im: true, is_org_shared: false, user: channel.im.person, is_open: true };
  return {
    ...shared,
    ...{ name: channel.name, name_normalized: channel.name, creator: localIds.operator },
    ...{ is_channel: true, is_group: false, is_im: false, is_mpim: false, is_private: false },
    ...{ is_general: channel.isGeneral, is_shared: false, is_member: channel.members.has(localIds.bot) },
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: world.workspace.team.id,
  };
}
