import { hasHealthCheck } from '../ecs/has-health-check.ts';
import { decide } from '../episodes/decide.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import type { Fact } from '../episodes/fact.ts';
import { unknownHealthChecks } from '../episodes/unknown-health-checks.ts';
import { askService } from './ask-service.ts';
import type { World } from './world.ts';

/**
 * What ECS has to be asked for this record, as facts: whether task definitions have a health check, and DescribeServices
 * when a look is due. What could not be asked now is asked at the next look.
 */
export async function learn(world: World, record: EpisodeRecord): Promise<Fact[]> {
  const { episode } = record;
  const questions: Promise<Fact>[] = [];
  if (episode.phase === 'open') {
    for (const taskDefinition of unknownHealthChecks(episode)) {
      questions.push(
        hasHealthCheck(world.ecs, taskDefinition).then((exists) => ({
          kind: 'health-check',
          taskDefinition,
          exists,
        })),
      );
    }
  }
  if ('service' in episode.target && decide(record, world.now(), world.settleMs).type === 'ask') {
    questions.push(askService(world, episode.target));
  }
  const answers = await Promise.allSettled(questions);
  return answers.flatMap((answer) => {
    if (answer.status === 'fulfilled') return [answer.value];
    world.logger.warn('ECS could not be asked now', { error: answer.reason as Error });
    return [];
  });
}
