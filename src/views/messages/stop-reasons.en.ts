import type { ReasonCode } from '../../episodes/stop-reasons/codes.ts';
import { ends } from './stop-reasons/ends.en.ts';
import { inits } from './stop-reasons/inits.en.ts';
import { places } from './stop-reasons/places.en.ts';
import { pulls } from './stop-reasons/pulls.en.ts';
import type { WordsOf } from './stop-reasons/reason-words.ts';
import { starts } from './stop-reasons/starts.en.ts';
import { stops } from './stop-reasons/stops.en.ts';

/** For each code of a stop: what happened, the likely causes in order, and what to look at or do next. */
export const stopReasons: WordsOf<ReasonCode> = {
  ...stops,
  ...ends,
  ...pulls,
  ...inits,
  ...starts,
  ...places,
};
