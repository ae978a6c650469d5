import type { EpisodeStory } from './episode-story.ts';

/** What the story is at, in a few fixed words. In a crash loop each stop is the same news again, and may wait. */
export function storyHeadline(story: Omit<EpisodeStory, 'headline'>): string {
  const last = story.kind === 'crash-loop' || story.kind === 'rollout' ? undefined : story.stops.at(-1);
  return [
    story.kind,
    story.deleted ? 'deleted' : '',
    story.undone ? 'undone' : '',
    story.superseded ? 'superseded' : story.closed ? 'closed' : 'open',
    story.outcome?.result ?? '',
    last?.stage ?? '',
    story.rollout?.state ?? '',
    story.rollout?.rollback ?? '',
    story.rollout?.hanging ? 'hanging' : '',
    story.impaired?.eventName ?? '',
    story.isProblem ? story.severity : '',
    story.trouble ?? '',
    story.reached ? 'reached' : '',
    story.cause !== undefined && story.undoable ? 'undoable' : '',
  ].join(' ');
}
