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

/** The target of which the episode lies under this `pk`. */
export function targetOfKey(pk: string): Target {
  const [kind = '', name = ''] = pk.split('#');
  const [cluster = '', own = ''] = name.split('/');
  if (kind === 'service') return { cluster, service: own };
  return kind === 'family' ? { cluster, family: own } : { cluster, task: own };
}

function keyOf(target: Target): string {
  if ('service' in target) return `service#${target.cluster}/${target.service}`;
  if ('family' in target) return `family#${target.cluster}/${target.family}`;
  return `task#${target.cluster}/${target.task}`;
}
