import type { stopReasons as english } from '../en/stop-reasons.ts';
import { ends } from './stop-reasons/ends.ts';
import { inits } from './stop-reasons/inits.ts';
import { places } from './stop-reasons/places.ts';
import { pulls } from './stop-reasons/pulls.ts';
import { starts } from './stop-reasons/starts.ts';
import { stops } from './stop-reasons/stops.ts';

/** {@link english} in Japanese. */
export const stopReasons: typeof english = {
  ...stops,
  ...ends,
  ...pulls,
  ...inits,
  ...starts,
  ...places,
};
