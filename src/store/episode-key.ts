import type { Target } from '../ecs/target.ts';

/** Where a target's current episode lies in the table. */
export interface EpisodeKey {
  readonly pk: string;
  readonly sk: 'episode';
}

/** `service#<cluster>/<service>`, or `task#<cluster>/<task id>` for a task that belongs to no service. */
export function episodeKey(target: Target): EpisodeKey {
  const pk =
    'service' in target
      ? `service#${target.cluster}/${target.service}`
      : `task#${target.cluster}/${target.task}`;
  return { pk, sk: 'episode' };
}
