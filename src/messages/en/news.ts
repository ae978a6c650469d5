import type { ReasonCode } from '../../episodes/stop-reasons/codes.ts';
import type { Catalogue, WordsOf } from '../catalogue.ts';
import { stages } from './deployments.ts';
import { episodes } from './episodes.ts';
import { freezes } from './freeze.ts';
import { settings } from './notifications.ts';
import { ends } from './stop-reasons/ends.ts';
import { inits } from './stop-reasons/inits.ts';
import { places } from './stop-reasons/places.ts';
import { pulls } from './stop-reasons/pulls.ts';
import { starts } from './stop-reasons/starts.ts';
import { stops } from './stop-reasons/stops.ts';

/** For each stop code: what happened, the likely causes in order, and what to check or do next. */
const reasons: WordsOf<ReasonCode> = { ...stops, ...ends, ...pulls, ...inits, ...starts, ...places };

/** What is told in channels unasked. The events function has no other sentences: each cold start would load them. */
export const news = {
  locale: 'en',
  /** Joins sentences. */
  sentences: (all: readonly string[]): string => all.join(' '),
  episodes: { ...episodes, stages, reasons },
  settings,
  freezes,
};

/** The type of these sentences in any language. */
export type News = Catalogue<typeof news>;
