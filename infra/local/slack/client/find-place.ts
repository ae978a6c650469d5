import { blocksIn } from '../app-requests/blocks-in.ts';
import type { Container } from '../app-requests/container.ts';
import { type FoundElement, findElements } from '../block-kit/find-elements.ts';
import type { SlackWorld } from '../slack-world.ts';
import { ClientError } from './client-error.ts';
import type { ElementPlace } from './client-protocol.ts';

/** The element that a client names, with the message or view that it stands in. */
export function findPlace(
  world: SlackWorld,
  user: string,
  place: ElementPlace,
): { container: Container; found: FoundElement } {
  const container = findContainer(world, user, place);
  const found = findElements(blocksIn(container)).find(
    ({ blockId, actionId }) => blockId === place.blockId && actionId === place.actionId,
  );
  if (!found) throw new ClientError('It has changed meanwhile: look again.');
  return { container, found };
}

function findContainer(world: SlackWorld, user: string, { channel, ts, view: id }: ElementPlace): Container {
  if (id !== undefined) {
    const view = world.views.find(id);
    if (view?.user === user) return { view };
  } else {
    const message = world.messages.find(channel ?? '', ts ?? '');
    if (message && (message.visibleTo === undefined || message.visibleTo === user)) return { message };
  }
  throw new ClientError('It is not there any more.');
}
