import type { Episode } from '../../episodes/episode.ts';
import { tellEpisode } from '../../episodes/tell-episode.ts';
import { actions } from '../blocks/actions.ts';
import { context } from '../blocks/context.ts';
import { section } from '../blocks/section.ts';
import { toMessage } from '../blocks/to-message.ts';
import type { Message } from '../message.ts';
import { episodeButtons } from './episode-buttons.ts';
import { episodeDot } from './episode-dot.ts';
import type { EpisodeWords } from './episode-words.ts';
import { footer } from './footer.ts';
import { progressLines } from './progress-lines.ts';
import { rolloutPlan } from './rollout-plan.ts';
import { stopLines } from './stop-lines.ts';
import { storySentences } from './story-sentences.ts';
import { storyTitle } from './story-title.ts';

/**
 * The one message of an episode, as it stands. It depends on the facts alone, so that two who look at the same facts
 * send the same message.
 */
export function episodeView(episode: Episode, messages: { readonly episodes: EpisodeWords }): Message {
  const words = messages.episodes;
  const story = tellEpisode(episode);
  const title = storyTitle(story, words);
  const plan = story.deleted ? undefined : rolloutPlan(story, words);
  const small = footer(story, words);
  const lines = [...progressLines(story, words), ...stopLines(story, words)];
  return toMessage(words.telling([title, ...storySentences(story, words)]), [
    section(`${episodeDot(story)} *${title}*`),
    lines.length === 0 ? undefined : section(lines.join('\n')),
    plan,
    small === '' ? undefined : context(small),
    actions(episodeButtons(story, words)),
  ]);
}
