import type { ClientChange, ClientState } from '../../client/client-protocol.ts';
import type { Message } from '../../state/message.ts';
import { initialUi } from './initial-ui.ts';
import type { KeptPlace } from './kept-place.ts';
import type { Model } from './store.ts';

type Change = Exclude<ClientChange, { type: 'state' }>;

/** The model after a server-sent event. */
export function applyChange(
  model: Model | undefined,
  change: ClientChange,
  path: string,
  kept?: KeptPlace,
): Model | undefined {
  if (change.type === 'state') return withState(model, change.state, path, kept);
  if (!model) return undefined;
  const isNew = change.type === 'message' && change.message.revision === 0;
  const server = applyToServer(model.server, change);
  return isNew ? { server, ui: countUnread(model, change.message) } : { server, ui: { ...model.ui } };
}

/** A new connection keeps where the person was, another person starts anew in the same channel. */
function withState(
  model: Model | undefined,
  server: ClientState,
  path: string,
  kept: KeptPlace | undefined,
): Model {
  if (!model) return { server, ui: initialUi(server, path, kept) };
  if (model.server.you === server.you) return { server, ui: { ...model.ui, connected: true } };
  const fresh = initialUi(server, path);
  const stays = server.channels.find(({ id }) => id === model.ui.channel);
  const { ecsOpen, faultsOpen, peopleOpen, othersOpen, sent } = model.ui;
  return {
    server,
    ui: {
      ...{ ...fresh, ecsOpen, faultsOpen, peopleOpen, othersOpen, sent },
      channel: stays?.id ?? sameKind(model, server),
    },
  };
}

/** From one person's direct messages to the other's. */
function sameKind({ server: before, ui }: Model, server: ClientState): string {
  const bot = before.channels.find(({ id }) => id === ui.channel)?.bot;
  const channel = server.channels.find((one) => one.bot === bot) ?? server.channels[0];
  return channel?.id ?? '';
}

function applyToServer(server: ClientState, change: Change): ClientState {
  switch (change.type) {
    case 'message':
      return { ...server, messages: place(server.messages, change.message) };
    case 'message_deleted':
      return {
        ...server,
        messages: server.messages.filter(({ ts, channel }) => ts !== change.ts || channel !== change.channel),
      };
    case 'channels':
      return { ...server, channels: change.channels };
    case 'people':
      return { ...server, people: change.people, groups: change.groups };
    case 'faults':
      return { ...server, faults: change.faults };
    case 'views': {
      const { home: _, ...rest } = server;
      return { ...rest, modals: change.modals, ...(change.home && { home: change.home }) };
    }
    case 'ecs':
      return { ...server, ecs: change.ecs };
  }
}

function place(messages: readonly Message[], message: Message): readonly Message[] {
  const known = messages.some(({ ts, channel }) => ts === message.ts && channel === message.channel);
  if (known)
    return messages.map((one) => (one.ts === message.ts && one.channel === message.channel ? message : one));
  return [...messages, message].sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

/** What Slack notifies of: new messages, and replies that the channel shows too. An edit and a mere reply make no channel unread. */
function countUnread({ server, ui }: Model, message: Message): Model['ui'] {
  const { channel, user, threadTs, broadcast } = message;
  if (channel === ui.channel || user === server.you) return { ...ui };
  if (threadTs !== undefined && broadcast !== true) return { ...ui };
  return { ...ui, unread: { ...ui.unread, [channel]: (ui.unread[channel] ?? 0) + 1 } };
}
