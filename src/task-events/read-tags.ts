import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { type OwnTags, ownTags } from '../watches/own-tags.ts';
import type { World } from './world.ts';

/**
 * What the ECS tags of the record's target say of who hears of it: asked once an episode, then kept in the record. Undefined
 * when there is no episode, or ECS could not be asked now: then it is asked again at the next look.
 */
export async function readTags(
  { services, clusterTags, logger }: Pick<World, 'services' | 'clusterTags' | 'logger'>,
  { episode, tags }: EpisodeRecord,
): Promise<OwnTags | undefined> {
  if (tags !== undefined || episode.phase !== 'open') return tags;
  const { target } = episode;
  try {
    const [service, cluster] = await Promise.all([
      'service' in target ? services.read(target.cluster, target.service) : undefined,
      clusterTags(target.cluster),
    ]);
    return ownTags(service?.tags ?? {}, cluster);
  } catch (error) {
    logger.warn('ECS could not be asked for tags now', { target, error: error as Error });
    return undefined;
  }
}
