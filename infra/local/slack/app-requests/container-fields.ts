import type { SlackWorld } from '../slack-world.ts';
import { messageJson } from '../web-api/shapes/message-json.ts';
import { viewJson } from '../web-api/shapes/view-json.ts';
import { blocksIn } from './blocks-in.ts';
import type { Container } from './container.ts';

/** The payload's fields that say where it happened. Slack leaves `message` out for an ephemeral one. */
export function containerFields(
  world: SlackWorld,
  user: string,
  container: Container,
): Record<string, unknown> {
  if ('view' in container) {
    const { view } = container;
    const values = world.inputs.values(user, view.id, view.blocks);
    return { container: { type: 'view', view_id: view.id }, view: viewJson(world, view, values) };
  }
  const { message } = container;
  const channel = world.workspace.channels.get(message.channel);
  const isEphemeral = message.visibleTo !== undefined;
  return {
    container: {
      ...{ type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: isEphemeral },
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    channel: { id: message.channel, name: channel?.im ? 'directmessage' : channel?.name },
    ...(!isEphemeral && { message: messageJson(world, message) }),
    state: { values: world.inputs.values(user, message.ts, blocksIn(container)) },
  };
}
