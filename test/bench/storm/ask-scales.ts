import type { Cause } from '../../../src/episodes/episode.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { en } from '../../../src/messages/en/index.ts';
import { openChangeEpisode, recordFact } from '../../../src/store/episodes.ts';
import type { Deps } from '../../../src/task-events/deps.ts';
import { queueNudge } from '../../../src/task-events/queue.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import type { StormService } from './storm-event.ts';

/** What the worker does for each scale-out, when its time has come: first post, episode, outcome. Tried again a second later. */
export function askScales(world: Deps, services: readonly StormService[]) {
  const open = services.filter(({ kind }) => kind === 'scale-out');
  return {
    async step(): Promise<void> {
      const next = open.find(({ beginsAt }) => beginsAt <= world.now());
      if (next === undefined) return;
      const target = { cluster: 'shop', service: next.name };
      const cause: Cause = {
        ...{ type: 'scale', changeId: next.name, askedBy: 'U0OPERATOR' },
        askedAt: new Date(next.beginsAt).toISOString(),
        ...{ before: { desiredCount: 2, runningCount: 2 }, after: { desiredCount: 44 } },
      };
      const start = { target, cause, channel: world.defaultChannel };
      const { episode } = startEpisode(start);
      const result = await world.send({ channel: start.channel }, episodeView(episode, en));
      if (result.type !== 'sent') return;
      open.splice(open.indexOf(next), 1);
      await openChangeEpisode(world, { ...start, ts: result.ts });
      await recordFact(world, target, {
        ...{ kind: 'outcome', changeId: next.name, result: 'applied' },
        at: next.beginsAt + 1000,
      });
      await queueNudge(world.queue, target, 0);
    },
  };
}
