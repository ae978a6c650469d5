import pMap from 'p-map';
import { type ContainerReader, containerReader } from '../ecs/describe-log-places.ts';
import { describeTasks } from '../ecs/describe-tasks.ts';
import { listTasks } from '../ecs/list-tasks.ts';
import type { Task } from '../ecs/task.ts';
import { explainTask, needsRoles } from '../episodes/stop-reasons/explain.ts';
import type { KeptStop } from '../store/black-box.ts';
import type { CommandContext } from './command-context.ts';
import type { Scope } from './find-scope.ts';
import { orderStoppedTasks } from './order-stopped-tasks.ts';

/** What is looked at of the black box. */
const mostKept = 100;

/** Stopped tasks and whether ECS listed more than were read. */
export interface StoppedTasks {
  /** The newest first. */
  readonly stops: readonly KeptStop[];
  readonly cutOff: boolean;
}

/**
 * The stopped tasks of a service or a cluster and why: what ECS still lists, and before that what the black box kept of the
 * last thirty days. For t tasks ceil(t/100) ListTasks + ceil(t/100) DescribeTasks + 1 Query, and what `explainListed` takes for
 * those that the box does not know.
 */
export async function stoppedTasks(
  { ecs, box }: Pick<CommandContext, 'ecs' | 'box'>,
  scope: Scope,
  most: number,
): Promise<StoppedTasks> {
  const [kept, arns] = await Promise.all([
    box.stopsOf(scope, mostKept),
    listTasks(ecs, { ...scope, desiredStatus: 'STOPPED', most: most + 1 }),
  ]);
  const known = new Map(kept.map((stop) => [stop.task.id, stop]));
  const listed = (await describeTasks(ecs, scope.cluster, arns.slice(0, most))).filter(isOf(scope));
  const containers = containerReader(ecs);
  const others = listed.filter(({ id }) => !known.has(id));
  for (const stop of await pMap(others, (task) => explainListed(task, containers), { concurrency: 4 })) {
    known.set(stop.task.id, stop);
  }
  const stops = orderStoppedTasks([...known.values()].map(({ task }) => task)).slice(0, most);
  return { stops: stops.flatMap(({ id }) => known.get(id) ?? []), cutOff: arns.length > most };
}

/** Whether a task that ECS lists for the scope is of it: a family's tasks may be a service's too. */
export function isOf({ family }: Scope): (task: Task) => boolean {
  return ({ service }) => family === undefined || service === undefined;
}

/**
 * Why a task stopped that the black box does not know. One DescribeTaskDefinition where it matters which of its containers
 * is essential; where that can't be had, the exit codes alone decide.
 */
export async function explainListed(task: Task, containers: ContainerReader): Promise<KeptStop> {
  const roles = needsRoles(task) ? await containers(task.taskDefinition).catch(() => undefined) : undefined;
  return { task, explanation: explainTask(task, roles) };
}
