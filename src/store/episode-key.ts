import type { Target } from '../ecs/target.ts';

/** Where a target's current episode lies in the table. */
export interface EpisodeKey {
  readonly pk: string;
  readonly sk: 'episode';
}

/** `service#<cluster>/<service>`, `family#<cluster>/<family>` for standalone tasks, or `task#<cluster>/<task id>` as version 0.1 wrote it. */
export function episodeKey(target: Target): EpisodeKey {
  return { pk: keyOf(target), sk: 'episode' };
}

function keyOf(target: Target): string {
  if ('service' in target) return `service#${target.cluster}/${target.service}`;
  if ('family' in target) return `family#${target.cluster}/${target.family}`;
  return `task#${target.cluster}/${target.task}`;
}
