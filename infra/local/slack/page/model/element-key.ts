import type { ElementId } from '../../client/client-protocol.ts';
import type { Place } from './actions.ts';
import { placeKey } from './place-key.ts';

/** An element as a key. */
export function elementKey(place: Place, { blockId, actionId }: ElementId): string {
  return `${placeKey(place)}\n${blockId}\n${actionId}`;
}
