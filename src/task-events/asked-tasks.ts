import { describeTasks, listTasks, type Task } from '../aws/ecs/tasks.ts';
import type { Episode } from '../episodes/episode.ts';
import { type AnswerFact, isEnded, isStopping, type TasksFact } from '../episodes/facts.ts';
import { runningTaskDefinitions } from '../episodes/rollout.ts';
import { endingMs } from '../episodes/stop-reasons/explain.ts';
import type { Deps } from './deps.ts';
import { defined, keptOfStop, withReason } from './ecs-events.ts';

/** The most tasks of one service that are asked about: ten calls of DescribeTasks, a tenth of what ECS's bucket holds. */
const mostTasks = 1000;

/** What ECS says about a service's tasks besides its counts. */
interface TasksAnswer extends Pick<AnswerFact, 'unhealthy' | 'healthy'> {
  readonly fact?: TasksFact;
}

/**
 * ListTasks and DescribeTasks for the episode's service, where they matter: where health is checked, because no event carries it; and where ECS's
 * counts fit but the events left tasks in progress, because then some were lost.
 * @throws Error when ECS can't be asked now
 */
export async function askTasks(
  { ecs, now }: Deps,
  episode: Episode,
  answer: AnswerFact,
): Promise<TasksAnswer> {
  const { target, facts, essentialChecks = {} } = episode;
  if (!('service' in target) || answer.deleted || answer.missing) return {};
  const checks = runningTaskDefinitions(episode).map((name) => essentialChecks[name]);
  if (checks.includes(undefined)) return { unhealthy: 'unknown' };
  const isChecked = checks.includes(true);
  const live = Object.entries(facts.tasks).filter(([, task]) => !isEnded(task));
  const isStale = live.some(([, task]) => isStopping(task) || task.startedAt === undefined);
  const { runningCount, desiredCount, pendingCount } = answer;
  const fits = runningCount >= desiredCount && pendingCount === 0;
  if (!isChecked && !(isStale && fits)) return {};

  const { cluster, service } = target;
  const at = now();
  const most = mostTasks + 1;
  const listed = await listTasks(ecs, { cluster, service, desiredStatus: 'RUNNING', most });
  const known = new Set(listed.map((arn) => arn.split('/').at(-1)));
  const others = live.map(([id]) => id).filter((id) => !known.has(id));
  const tasks = await describeTasks(ecs, cluster, [...listed.slice(0, mostTasks), ...others]);
  const checked = tasks.filter(
    ({ desiredStatus, taskDefinition }) =>
      desiredStatus === 'RUNNING' && essentialChecks[taskDefinition] === true,
  );
  const healthy = checked.filter(({ health }) => health === 'HEALTHY').length;
  const fact = { kind: 'tasks', at, tasks: tasks.flatMap((task) => toState(task, at)) } as const;
  if (healthy < checked.length) return { fact, unhealthy: checked.length - healthy };
  // Nothing is claimed about tasks that were not asked about.
  return { fact, ...(isChecked && listed.length > mostTasks && { unhealthy: 'unknown', healthy }) };
}

/** A task as its events would report it: with the same version, but with only the task's own times. */
function toState(task: Task, at: number): TasksFact['tasks'] {
  const { id, version, lastStatus, desiredStatus, taskDefinition, startedBy } = task;
  if (version === undefined) return [];
  const times = {
    createdAt: task.createdAt?.getTime(),
    startedAt: task.startedAt?.getTime(),
    stoppingAt: task.stoppingAt?.getTime(),
    stoppedAt: task.stoppedAt?.getTime(),
  };
  const isRunning = lastStatus === 'RUNNING' && desiredStatus === 'RUNNING';
  const state = {
    id,
    version,
    lastStatus,
    desiredStatus,
    taskDefinition,
    updatedAt: Math.max(0, ...Object.values(times).filter((time) => time !== undefined)),
    ...defined({
      ...times,
      startedBy: startedBy?.slice(0, 300),
      healthyAt: isRunning && task.health === 'HEALTHY' ? at : undefined,
      unhealthyAt: isRunning && task.health !== 'HEALTHY' ? at : undefined,
    }),
  };
  if (!isStopping(task)) return [state];
  const stop = { ...task, standalone: false, endingMs: endingMs(task) };
  return [withReason({ ...state, ...keptOfStop(stop) }, stop)];
}
