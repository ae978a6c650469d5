import type { SlackWorld } from '../../slack-world.ts';
import type { Message } from '../../state/message.ts';

/** A message as the Web API and payloads show it. */
export function messageJson(world: SlackWorld, message: Message): Record<string, unknown> {
  const author = world.workspace.people.get(message.user);
  return {
    type: 'message',
    ...(message.subtype === 'channel_join' && { subtype: 'channel_join' }),
    ...(message.broadcast && { subtype: 'thread_broadcast' }),
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: world.workspace.team.id,
    ...(message.isBot && {
      bot_id: author?.botId,
      app_id: world.app.id,
      bot_profile: {
        ...{ id: author?.botId, app_id: world.app.id, user_id: message.user, name: author?.realName },
        ...{ deleted: false, team_id: world.workspace.team.id },
      },
    }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.edited && { edited: message.edited }),
    ...threadFields(world, message),
  };
}

function threadFields(world: SlackWorld, message: Message): Record<string, unknown> {
  if (message.threadTs !== undefined) {
    const root = message.broadcast ? world.messages.find(message.channel, message.threadTs) : undefined;
    return { thread_ts: message.threadTs, ...(root && { root: messageJson(world, root) }) };
  }
  const replies = world.messages
    .visible()
    .filter(({ channel, threadTs }) => channel === message.channel && threadTs === message.ts);
  const last = replies.at(-1);
  if (!last) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    ...{ thread_ts: message.ts, reply_count: replies.length, latest_reply: last.ts },
    ...{ reply_users: users, reply_users_count: users.length },
  };
}
