import type { ServerResponse } from 'node:http';
import type { SlackWorld } from '../slack-world.ts';
import type { WorldChange } from '../state/hub.ts';
import { localIds } from '../workspace/local-ids.ts';
import { clientChannels } from './client-channels.ts';
import { clientGroups } from './client-groups.ts';
import type { ClientChange } from './client-protocol.ts';
import { clientState } from './client-state.ts';

/** The local ECS may change many times at once; clients are told at most this often (milliseconds). */
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
