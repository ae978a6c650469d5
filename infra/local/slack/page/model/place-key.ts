import type { Place } from './actions.ts';

/** A message or view as a key. */
export function placeKey(place: Place): string {
  return 'view' in place ? place.view : `${place.channel}\n${place.ts}`;
}
