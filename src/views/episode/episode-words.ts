import type { episodes } from '../messages/episodes.en.ts';

/** The catalogue's sentences about episodes. */
export type EpisodeWords = typeof episodes;
