import type { episodes } from '../messages/episodes.en.ts';
import type { stopReasons } from '../messages/stop-reasons.en.ts';

/** The catalogue's sentences about episodes. */
export type EpisodeWords = Omit<typeof episodes, 'reasons'> & { readonly reasons: typeof stopReasons };
