import type { Button } from '@slack/types';
import { targetName } from '../../ecs/target-name.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { lineButton } from '../blocks/line-button.ts';
import type { EpisodeWords } from './episode-words.ts';

/** What can be asked or done next. Where nothing stopped unasked there is no why, and there are no last words. */
export function episodeButtons(
  { target, stops, stopCount }: EpisodeStory,
  { buttons }: EpisodeWords,
): Button[] {
  const name = targetName(target);
  const asked = stops.filter((stop) => stop.asked).length;
  const about =
    stopCount > asked
      ? [lineButton(buttons.why, `why ${name}`, 'why'), lineButton(buttons.logs, `logs ${name}`, 'logs')]
      : [];
  if ('task' in target) {
    return [...about, lineButton(buttons.stopped, `tasks ${target.cluster} --stopped`, 'stopped')];
  }
  return [
    ...about,
    lineButton(buttons.service, `service ${name}`, 'service'),
    lineButton(buttons.stopped, `tasks ${name} --stopped`, 'stopped'),
    lineButton(buttons.mute, `mute ${name} 2h`, 'mute'),
  ];
}
