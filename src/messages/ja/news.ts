import type { Complete } from '../catalogue.ts';
import type { news as english, News } from '../en/news.ts';
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

const japanese = {
  locale: 'ja',
  // No space after 。, except before markup, which Slack recognises only after a space.
  sentences: (all: readonly string[]): string =>
    all.reduce((text, next) => `${text}${/^[`*]/.test(next) ? ' ' : ''}${next}`, '').trimStart(),
  episodes: { ...episodes, stages, reasons: { ...stops, ...ends, ...pulls, ...inits, ...starts, ...places } },
  settings,
  freezes,
};

/** Japanese. If it differs in shape from the English, the compiler names the place here. */
export const news: News = japanese satisfies Complete<typeof english, typeof japanese>;
