import type { ReasonCode } from '../../episodes/stop-reasons/codes.ts';
import type { WordsOf } from '../catalogue.ts';
import { ends } from './stop-reasons/ends.ts';
import { inits } from './stop-reasons/inits.ts';
import { places } from './stop-reasons/places.ts';
import { pulls } from './stop-reasons/pulls.ts';
import { starts } from './stop-reasons/starts.ts';
import { stops } from './stop-reasons/stops.ts';

/** For each code of a stop: what happened, the likely causes in order, and what to look at or do next. */
export const stopReasons: WordsOf<ReasonCode> = {
  ...stops,
  ...ends,
  ...pulls,
  ...inits,
  ...starts,
  ...places,
};
