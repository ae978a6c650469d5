import type { EpisodeStory } from '../../episodes/episode-story.ts';

/** One glance: yellow is on its way, red is broken, green is well again, white is over without a verdict. */
export function episodeDot(story: EpisodeStory): string {
  if (story.superseded) return ':white_circle:';
  if (story.outcome?.result === 'failed') return ':red_circle:';
  if (story.kind === 'standalone') return exitedWell(story) ? ':white_circle:' : ':red_circle:';
  if (story.rollout?.state === 'FAILED') return ':red_circle:';
  if (story.closed) return ':large_green_circle:';
  return story.kind === 'impaired' ? ':red_circle:' : ':large_yellow_circle:';
}

function exitedWell({ stops }: EpisodeStory): boolean {
  return stops.every(({ task, asked }) => asked || task.exit?.code === 0);
}
