import { actionValue } from '../app-requests/action-value.ts';
import { blockAction } from '../app-requests/block-action.ts';
import { blockSuggestion } from '../app-requests/block-suggestion.ts';
import { closeView } from '../app-requests/close-view.ts';
import { sendEvent } from '../app-requests/send-event.ts';
import { submitView } from '../app-requests/submit-view.ts';
import type { NewFault } from '../limits/fault.ts';
import type { SlackWorld } from '../slack-world.ts';
import { localIds } from '../workspace/local-ids.ts';
import { setGroupMembers } from '../workspace/set-group-members.ts';
import { setPerson } from '../workspace/set-person.ts';
import { ClientError } from './client-error.ts';
import type { ClientRequests } from './client-protocol.ts';
import { findPlace } from './find-place.ts';
import { sendText } from './send-text.ts';

type Route<Name extends keyof ClientRequests> = (
  world: SlackWorld,
  user: string,
  request: ClientRequests[Name],
) => Promise<Record<string, unknown>> | Record<string, unknown>;

/** What a client can ask for: `POST /client/<name>`. */
export const clientRoutes: { readonly [Name in keyof ClientRequests]: Route<Name> } = {
  send(world, user, { channel, text, threadTs }) {
    sendText(world, user, channel, text, threadTs);
    return {};
  },
  async act(world, user, { chosen, ...place }) {
    const { container, found } = findPlace(world, user, place);
    const failure = await blockAction(world, user, container, found, chosen);
    return failure === undefined ? {} : { failure };
  },
  async suggest(world, user, { query, ...place }) {
    const { container, found } = findPlace(world, user, place);
    return { ...(await blockSuggestion(world, user, container, found, query)) };
  },
  open(world, user, { channel, tab }) {
    if (world.workspace.channels.get(channel)?.im?.bot !== localIds.bot) return {};
    const eventTs = (world.clock.now() / 1000).toFixed(6);
    void sendEvent(world, { type: 'app_home_opened', user, channel, tab, event_ts: eventTs });
    return {};
  },
  async submit(world, user, { view: id, inputs }) {
    const view = ownView(world, user, id);
    for (const { chosen, ...input } of inputs) {
      const { found } = findPlace(world, user, { ...input, view: id });
      const value = { type: found.element.type, ...actionValue(found.element, chosen) };
      world.inputs.set(user, id, found.blockId, found.actionId, value);
    }
    return { errors: await submitView(world, view) };
  },
  async close(world, user, { view }) {
    await closeView(world, ownView(world, user, view));
    return {};
  },
  fault(world, _user, fault) {
    world.faults.add(fault as NewFault);
    return {};
  },
  async person(world, _user, { id, change }) {
    if (!world.workspace.people.has(id)) throw new ClientError('There is no such person in this workspace.');
    await setPerson(world, id, change);
    return {};
  },
  async group(world, _user, { id, members }) {
    if (!world.workspace.groups.has(id)) throw new ClientError('There is no such user group.');
    await setGroupMembers(world, id, members);
    return {};
  },
  async push({ options }, _user, { repository }) {
    await options.pushImage?.(repository).catch((error: unknown) => {
      throw new ClientError(error instanceof Error ? error.message : String(error));
    });
    return {};
  },
  clearFaults(world) {
    world.faults.clear();
    return {};
  },
};

function ownView(world: SlackWorld, user: string, id: string) {
  const view = world.views.find(id);
  if (view?.user !== user) throw new ClientError('It is not there any more.');
  return view;
}
