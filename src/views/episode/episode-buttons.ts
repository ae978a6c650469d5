import type { Button } from '@slack/types';
import { targetName } from '../../ecs/target-name.ts';
import type { EpisodeStory } from '../../episodes/episode-story.ts';
import { lineButton } from '../blocks/line-button.ts';
import type { EpisodeWords } from './episode-words.ts';

/**
 * What can be asked or done next. A message is edited while a thumb is on its way, so a button that is shown keeps its place: what
 * comes later comes last, and what goes away stands last. Where nothing stopped unasked there is no why, and there are no last
 * words; but a message that offers to undo has them from the start, since Undo has to stand after them.
 */
export function episodeButtons(story: EpisodeStory, words: EpisodeWords): Button[] {
  const { target, stops, stopCount } = story;
  const { buttons } = words;
  const name = targetName(target);
  const asked = stops.filter((stop) => stop.asked).length;
  const about =
    stopCount > asked || isUndoable(story)
      ? [lineButton(buttons.why, `why ${name}`, 'why'), lineButton(buttons.logs, `logs ${name}`, 'logs')]
      : [];
  if (!('service' in target)) {
    const mute = 'family' in target ? [lineButton(buttons.mute, `mute ${name} 2h`, 'mute')] : [];
    return [lineButton(buttons.stopped, `tasks ${name} --stopped`, 'stopped'), ...mute, ...about];
  }
  return [
    lineButton(buttons.service, `service ${name}`, 'service'),
    lineButton(buttons.stopped, `tasks ${name} --stopped`, 'stopped'),
    lineButton(buttons.mute, `mute ${name} 2h`, 'mute'),
    ...about,
    ...(story.undoable && story.cause
      ? [lineButton(buttons.undo, `undo ${story.cause.changeId}`, 'undo')]
      : helpingChange(story, name, words)),
  ];
}

/** Whether its message offers to undo the change at some time. */
function isUndoable({ cause }: EpisodeStory): boolean {
  return cause?.type === 'scale' && cause.service === undefined;
}

/** A scale-out that ECS finds no place for is helped by going back; its button leads to a card like a typed line. */
function helpingChange({ cause, impaired, reached }: EpisodeStory, name: string, { buttons }: EpisodeWords) {
  if (cause?.type !== 'scale' || impaired === undefined || reached) return [];
  const { before, after } = cause;
  if (after.desiredCount <= before.desiredCount || cause.service !== undefined) return [];
  const line = `scale ${name} ${before.desiredCount}`;
  return [lineButton(buttons.scaleBack(before.desiredCount), line, 'scale-back')];
}
