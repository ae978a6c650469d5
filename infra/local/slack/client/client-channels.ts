import type { SlackWorld } from '../slack-world.ts';
import { localIds } from '../workspace/local-ids.ts';
import type { ClientChannel } from './client-protocol.ts';

/** The conversations that a person's client lists; Slackbot's only once it said something. */
export function clientChannels(world: SlackWorld, user: string): readonly ClientChannel[] {
  return [...world.workspace.channels.values()]
    .filter(({ members, isArchived, im }) => members.has(user) && !isArchived && (!im || im.person === user))
    .filter(
      ({ im, id }) =>
        im?.bot !== localIds.slackbot || world.messages.visible(user).some((one) => one.channel === id),
    )
    .map(({ id, kind, name, topic, members, im }) => ({
      ...{ id, kind, name, topic, hasBot: members.has(localIds.bot) },
      ...(im && { bot: im.bot }),
    }));
}
