import type { EpisodeStory } from '../../episodes/episode-story.ts';

/** One glance: yellow is on its way, red is broken, green is as it should be, orange went back, white is over without a verdict. */
export function episodeDot(story: EpisodeStory): string {
  const { kind, trouble, severity, outcome, rollout, reached, superseded } = story;
  if (superseded || story.deleted) return ':white_circle:';
  if (outcome?.result === 'failed') return ':red_circle:';
  if (kind === 'standalone') return story.isProblem ? ':red_circle:' : ':white_circle:';
  if (kind === 'rollout') return rolloutDot(rollout);
  if (reached) return ':large_green_circle:';
  const isBroken = [kind, trouble].some((one) => one === 'impaired' || one === 'crash-loop');
  return isBroken || severity === 'failing' ? ':red_circle:' : ':large_yellow_circle:';
}

function rolloutDot(rollout: EpisodeStory['rollout']): string {
  if (rollout?.rollback === 'COMPLETED') return ':large_orange_circle:';
  if (rollout?.state === 'ENDED') return ':white_circle:';
  if (rollout?.state === 'FAILED' || rollout?.hanging) return ':red_circle:';
  return rollout?.state === 'COMPLETED' ? ':large_green_circle:' : ':large_yellow_circle:';
}
