import type { SlackWorld } from '../slack-world.ts';
import type { Channel } from './channel.ts';

/** Someone joins, and the channel reads it. `inviter` is named when it was an invitation. */
export function addMember(world: SlackWorld, channel: Channel, user: string, inviter?: string): void {
  channel.members.add(user);
  world.hub.publish({ type: 'channels' });
  world.messages.post({
    ...{ channel: channel.id, user, subtype: 'channel_join' as const, isBot: false },
    text:
      inviter === undefined ? `<@${user}> has joined the channel` : `<@${user}> was added by <@${inviter}>`,
  });
}
