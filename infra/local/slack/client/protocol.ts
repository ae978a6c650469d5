import type { ServerResponse } from 'node:http';
import type { EcsSnapshot } from '../../ecs/snapshot.ts';
import type { Fault } from '../limits.ts';
import type { Message, WorldChange } from '../state/messages.ts';
import type { View } from '../state/views.ts';
import { methods } from '../web-api/server.ts';
import type { PersonChange } from '../workspace/directory-changes.ts';
import { type Channel, localIds, type Person, type UserGroup } from '../workspace/workspace.ts';
import type { Completion, SlackWorld, SlashCommand } from '../world.ts';

/** A conversation as a client lists it. */
export interface ClientChannel extends Pick<Channel, 'id' | 'kind' | 'name' | 'topic'> {
  /** Whether the bot is a member. */
  readonly hasBot: boolean;
  /** The bot at the other end of a direct message. */
  readonly bot?: string;
}

/** A user group as a client lists it. */
export type ClientGroup = Pick<UserGroup, 'id' | 'handle' | 'members'>;

/** Everything that one person's client shows. */
export interface ClientState {
  readonly team: { readonly id: string; readonly name: string };
  readonly you: string;
  readonly people: readonly Person[];
  readonly groups: readonly ClientGroup[];
  readonly channels: readonly ClientChannel[];
  /** Oldest first, of all channels, replies included. */
  readonly messages: readonly Message[];
  readonly commands: readonly SlashCommand[];
  readonly completions: readonly Completion[];
  /** Whether the app's manifest enables a Home tab. */
  readonly homeTab: boolean;
  readonly faults: readonly Fault[];
  /** Methods that a fault can be set for. */
  readonly methods: readonly string[];
  /** Open modals, the last one on top. */
  readonly modals: readonly View[];
  readonly home?: View;
  /** Whether images can be pushed to the local ECR from here. */
  readonly pushes: boolean;
  /** The local ECS, when there is one. */
  readonly ecs?: EcsSnapshot;
}

/** One server-sent event. The first is `state`; the others change it. */
export type ClientChange =
  | { readonly type: 'state'; readonly state: ClientState }
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'message_deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'channels'; readonly channels: readonly ClientChannel[] }
  | {
      readonly type: 'people';
      readonly people: readonly Person[];
      readonly groups: readonly ClientGroup[];
    }
  | { readonly type: 'faults'; readonly faults: readonly Fault[] }
  | { readonly type: 'views'; readonly modals: readonly View[]; readonly home?: View }
  | { readonly type: 'ecs'; readonly ecs: EcsSnapshot };

/** `POST /client/<name>`: what each takes beside `user`, and what it returns. */
export interface ClientRequests {
  send: { channel: string; text: string; threadTs?: string };
  act: ElementPlace & { chosen: readonly { value: string; text?: string }[] };
  suggest: ElementPlace & { query: string };
  open: { channel: string; tab: 'home' | 'messages' };
  submit: {
    view: string;
    inputs: readonly (ElementId & { chosen: readonly { value: string; text?: string }[] })[];
  };
  close: { view: string };
  fault: {
    method: string;
    kind: string;
    calls: number;
    retryAfter?: number;
    blockType?: string;
    error?: string;
  };
  clearFaults: Record<never, never>;
  push: { repository: string };
  /** Changes a person; any client may do so. */
  person: { id: string; change: PersonChange };
  /** Sets a user group's members; any client may do so. */
  group: { id: string; members: readonly string[] };
}

export interface ElementId {
  blockId: string;
  actionId: string;
}

/** An element of a message (`channel` and `ts`) or of a view. */
export interface ElementPlace extends ElementId {
  channel?: string;
  ts?: string;
  view?: string;
}

/** The local ECS may change many times at once; clients are notified at most this often (milliseconds). */
const ecsPause = 100;

/** Server-sent events for one client: first the whole state, then every change that this person may see. */
export function streamChanges(world: SlackWorld, user: string, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (change: ClientChange) => response.write(`data: ${JSON.stringify(change)}\n\n`);
  const stopWorld = world.hub.subscribe((change) => {
    for (const told of translate(world, user, change)) send(told);
  });
  let stopPause: (() => void) | undefined;
  const { ecs } = world.options;
  const stopEcs = ecs?.onChange(() => {
    stopPause ??= world.clock.after(ecsPause, () => {
      stopPause = undefined;
      send({ type: 'ecs', ecs: ecs.snapshot() });
    });
  });
  response.on('close', () => {
    stopWorld();
    stopEcs?.();
    stopPause?.();
  });
  send({ type: 'state', state: clientState(world, user) });
}

function translate(world: SlackWorld, user: string, change: WorldChange): readonly ClientChange[] {
  if (change.type === 'faults') return [{ type: 'faults', faults: world.faults.list() }];
  if (change.type === 'people') {
    const people = [...world.workspace.people.values()];
    return [{ type: 'people', people, groups: clientGroups(world) }];
  }
  if (change.type === 'channels') return [{ type: 'channels', channels: clientChannels(world, user) }];
  if (change.type === 'views') {
    const home = world.views.home(user);
    return change.user === user
      ? [{ type: 'views', modals: world.views.stack(user), ...(home && { home }) }]
      : [];
  }
  const { message } = change;
  const channel = world.workspace.channels.get(message.channel);
  if (!channel?.members.has(user)) return [];
  if (message.visibleTo !== undefined && message.visibleTo !== user) return [];
  if (change.type === 'message_deleted') {
    return [{ type: 'message_deleted', channel: message.channel, ts: message.ts }];
  }
  const fromSlackbot = channel.im?.bot === localIds.slackbot;
  const listed: ClientChange[] = fromSlackbot
    ? [{ type: 'channels', channels: clientChannels(world, user) }]
    : [];
  return [...listed, { type: 'message', message }];
}

/** Everything that `user`'s client shows now. */
export function clientState(world: SlackWorld, user: string): ClientState {
  const { team, people } = world.workspace;
  const channels = clientChannels(world, user);
  const shown = new Set(channels.map(({ id }) => id));
  const home = world.views.home(user);
  return {
    team: { id: team.id, name: team.name },
    you: user,
    people: [...people.values()],
    groups: clientGroups(world),
    channels,
    messages: world.messages.visible(user).filter(({ channel }) => shown.has(channel)),
    commands: world.options.slashCommands,
    completions: world.options.completions,
    pushes: world.options.pushImage !== undefined,
    homeTab: world.options.homeTab ?? false,
    faults: world.faults.list(),
    methods: [...Object.keys(methods).sort(), 'response_url'],
    modals: world.views.stack(user),
    ...(home && { home }),
    ...(world.options.ecs && { ecs: world.options.ecs.snapshot() }),
  };
}

/** The conversations that a person's client lists; Slackbot's only once it has said something. */
function clientChannels(world: SlackWorld, user: string): readonly ClientChannel[] {
  return [...world.workspace.channels.values()]
    .filter(({ members, isArchived, im }) => members.has(user) && !isArchived && (!im || im.person === user))
    .filter(
      ({ im, id }) =>
        im?.bot !== localIds.slackbot || world.messages.visible(user).some((one) => one.channel === id),
    )
    .map(({ id, kind, name, topic, members, im }) => ({
      id,
      kind,
      name,
      topic,
      hasBot: members.has(localIds.bot),
      ...(im && { bot: im.bot }),
    }));
}

/** The workspace's user groups, as clients list them. */
function clientGroups({ workspace }: SlackWorld): readonly ClientGroup[] {
  return [...workspace.groups.values()].map(({ id, handle, members }) => ({ id, handle, members }));
}
