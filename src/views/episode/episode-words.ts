import type { Messages } from '../messages/messages.ts';

/** The catalogue's sentences about episodes. */
export type EpisodeWords = Messages['episodes'];
