import { describeTaskDefinition } from '../ecs/describe-task-definition.ts';
import { decide } from '../episodes/decide.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import type { Fact, TaskDefinitionFact } from '../episodes/fact.ts';
import { lostOutcome } from '../episodes/lost-outcome.ts';
import { wantsCount } from '../episodes/severity.ts';
import { undoOver } from '../episodes/undo-over.ts';
import { unknownTaskDefinitions } from '../episodes/unknown-task-definitions.ts';
import { askService } from './ask-service.ts';
import type { World } from './world.ts';

/**
 * What ECS has to be asked for this record, as facts: task definitions, and DescribeServices when a look is due. What could
 * not be asked now is asked at the next look.
 */
export async function learn(world: World, record: EpisodeRecord): Promise<Fact[]> {
  const { episode } = record;
  const questions: Promise<Fact>[] = [];
  if (episode.phase === 'open') {
    questions.push(...unknownTaskDefinitions(episode).map((name) => askTaskDefinition(world, name)));
  }
  const now = world.now();
  const isDue = decide(record, now, world.settleMs).type === 'ask' || wantsCount(episode, now);
  if ('service' in episode.target && isDue) questions.push(askService(world, episode.target));
  const known = [lostOutcome(episode, now), undoOver(episode, now)].filter((fact) => fact !== undefined);
  const answers = await Promise.allSettled(questions);
  const facts = answers.flatMap((answer) => {
    if (answer.status === 'fulfilled') return [answer.value];
    world.logger.warn('ECS could not be asked now', { error: answer.reason as Error });
    return [];
  });
  return [...facts, ...known];
}

async function askTaskDefinition({ ecs }: World, taskDefinition: string): Promise<TaskDefinitionFact> {
  const { hasHealthCheck, imageTag } = await describeTaskDefinition(ecs, taskDefinition);
  return {
    kind: 'task-definition',
    taskDefinition,
    hasHealthCheck,
    ...(imageTag !== undefined && { imageTag }),
  };
}
