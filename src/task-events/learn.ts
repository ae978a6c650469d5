import { describeTaskDefinition } from '../ecs/describe-task-definition.ts';
import { decide } from '../episodes/closing.ts';
import type { Episode } from '../episodes/episode.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import type { Fact, TaskDefinitionFact } from '../episodes/fact.ts';
import { lostEvents } from '../episodes/lost-events.ts';
import { lostOutcome } from '../episodes/lost-outcome.ts';
import { merge } from '../episodes/merge.ts';
import { wantsCount } from '../episodes/severity.ts';
import { undoOver } from '../episodes/undo-over.ts';
import { unknownTaskDefinitions } from '../episodes/unknown-task-definitions.ts';
import { askService } from './ask-service.ts';
import { askTasks } from './ask-tasks.ts';
import type { World } from './world.ts';

/**
 * What ECS has to be asked for this record, as facts: task definitions, and when a look is due the service, and its tasks where
 * they matter. What could not be asked now is asked at the next look.
 */
export async function learn(world: World, record: EpisodeRecord): Promise<Fact[]> {
  const { episode } = record;
  const now = world.now();
  const known = [lostOutcome(episode, now), undoOver(episode, now)].filter((fact) => fact !== undefined);
  if (episode.phase !== 'open') return known;
  const isDue = decide(record, now, world.settleMs).type === 'ask';
  const asked =
    isDue || wantsCount(episode, now)
      ? await askAll(world, episode, isDue)
      : await askDefinitions(world, episode);
  return [...asked, ...known];
}

/**
 * The service first: which task definitions and tasks there are to ask about follows from its answer. Where only its counts are
 * wanted, its tasks are let be, and nothing is known of their health.
 */
async function askAll(world: World, episode: Episode, withTasks: boolean): Promise<Fact[]> {
  const { target } = episode;
  if (!('service' in target)) return [];
  const [service] = await settled(world, [askService(world, target)]);
  if (service === undefined) return askDefinitions(world, episode);
  if (!withTasks) return [...(await askDefinitions(world, episode)), { ...service, unhealthy: 'unknown' }];
  const answered = merge(episode, [service]);
  const definitions = await askDefinitions(world, answered);
  const [tasks = { unhealthy: 'unknown' as const }] = await settled(world, [
    askTasks(world, merge(answered, definitions), service),
  ]);
  const { fact, ...health } = tasks;
  const lost = fact && lostEvents(episode, fact);
  return [...definitions, ...[fact, lost].filter((one) => one !== undefined), { ...service, ...health }];
}

function askDefinitions(world: World, episode: Episode): Promise<TaskDefinitionFact[]> {
  return settled(
    world,
    unknownTaskDefinitions(episode).map((name) => askTaskDefinition(world, name)),
  );
}

/** Those that were answered; the others are logged. */
async function settled<Answer>({ logger }: World, questions: Promise<Answer>[]): Promise<Answer[]> {
  const answers = await Promise.allSettled(questions);
  return answers.flatMap((answer) => {
    if (answer.status === 'fulfilled') return [answer.value];
    logger.warn('ECS could not be asked now', { error: answer.reason as Error });
    return [];
  });
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
