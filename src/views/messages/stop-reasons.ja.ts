import { ends } from './stop-reasons/ends.ja.ts';
import { inits } from './stop-reasons/inits.ja.ts';
import { places } from './stop-reasons/places.ja.ts';
import { pulls } from './stop-reasons/pulls.ja.ts';
import { starts } from './stop-reasons/starts.ja.ts';
import { stops } from './stop-reasons/stops.ja.ts';
import type { stopReasons as english } from './stop-reasons.en.ts';

/** {@link english} in Japanese. */
export const stopReasons: typeof english = {
  ...stops,
  ...ends,
  ...pulls,
  ...inits,
  ...starts,
  ...places,
};
