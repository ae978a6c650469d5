import pMap from 'p-map';
import { targetName } from '../ecs/target-name.ts';
import { openEpisodes } from '../store/open-episodes.ts';
import { endMutes } from './end-mutes.ts';
import { handleTarget } from './handle-target.ts';
import { sweepRises } from './rise-list.ts';
import type { World } from './world.ts';

/** Looks at every open episode, and at mutes that ended, for the nudges that got lost. One that fails is looked at by the next sweep. */
export async function sweep(world: World): Promise<void> {
  const targets = await openEpisodes(world.table);
  await pMap(
    targets,
    async (target) => {
      try {
        await handleTarget(world, target, []);
      } catch (error) {
        world.logger.warn(`Could not look at ${targetName(target)}`, { error: error as Error });
      }
    },
    { concurrency: 5 },
  );
  await sweepRises(world);
  await endMutes(world);
}
