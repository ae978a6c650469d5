import type { SlackWorld } from '../slack-world.ts';
import { methods } from '../web-api/methods.ts';
import { clientChannels } from './client-channels.ts';
import { clientGroups } from './client-groups.ts';
import type { ClientState } from './client-protocol.ts';

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
    methods: [...Object.keys(methods), 'response_url'],
    modals: world.views.stack(user),
    ...(home && { home }),
    ...(world.options.ecs && { ecs: world.options.ecs.snapshot() }),
  };
}
