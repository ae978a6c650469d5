import type { Method } from '../method.ts';
import { requireChannel } from '../require-channel.ts';
import { SlackApiError } from '../slack-api-error.ts';

/** https://docs.slack.dev/reference/methods/chat.getPermalink. Its special rate is generous and not limited here. */
export const chatGetPermalink: Method = {
  rates: () => [],
  run({ args, world }) {
    const channel = requireChannel(world, args);
    const message = world.messages.find(channel.id, args.required('message_ts'));
    if (!message || message.visibleTo !== undefined) throw new SlackApiError('message_not_found');
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const permalink = `${world.url()}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
    return { channel: channel.id, permalink };
  },
};
