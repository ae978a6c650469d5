import type { ECSClient } from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { listClusters } from '../../aws/ecs/clusters.ts';
import { describeService } from '../../aws/ecs/services.ts';
import { nameFromArn } from '../../aws/ecs/target.ts';
import { type RevisionReader, revisionReader } from '../../aws/ecs/task-definitions.ts';
import { describeTasks, listTasks, type Task } from '../../aws/ecs/tasks.ts';
import { explainTask, needsRoles } from '../../episodes/stop-reasons/explain.ts';
import type { KeptStop } from '../../store/stopped-tasks.ts';
import { nearest } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { findCluster, findService, requireSamePlace, runsAlone, splitTarget } from './find-service.ts';
import { Refusal } from './problem.ts';

/** Whose tasks were asked for: all of a cluster, one service's, or the standalone ones of a task definition family. */
export interface Scope {
  readonly cluster: string;
  readonly service?: string;
  readonly family?: string;
}

type Reads = Pick<CommandContext, 'ecs' | 'stoppedTasks'>;

/** `shop`, `shop/web`, `shop/import-prices`. */
export function scopeName({ cluster, service, family }: Scope): string {
  const own = service ?? family;
  return own === undefined ? cluster : `${cluster}/${own}`;
}

/**
 * What was meant by a cluster's or service's name or ARN, or by `cluster/service` or `cluster/family`. A name alone is tried as a cluster before a
 * service. Throws Refusal with the nearest of both.
 */
export async function findScope(context: Reads, given: string): Promise<Scope> {
  const isCluster = given.includes(':cluster/');
  if (given.includes('/') && !isCluster) return findOwner(context, given);
  const name = nameFromArn(given);
  const clusters = await listClusters(context.ecs);
  if (clusters.includes(name)) return { cluster: name };
  if (isCluster) throw new Refusal({ code: 'unknownCluster', given: name, nearest: nearest(name, clusters) });
  try {
    return await findOwner(context, given);
  } catch (error) {
    if (!(error instanceof Refusal && error.problem.code === 'unknownService')) throw error;
    const like = [...nearest(name, clusters), ...error.problem.nearest].slice(0, 3);
    throw new Refusal({ code: 'unknownTarget', given, nearest: like }, { cause: error });
  }
}

/** A service or, if the cluster has none of this name, the standalone tasks of the family. Throws Refusal as `findService` does. */
export async function findOwner(context: Reads, given: string): Promise<Scope> {
  try {
    const { cluster, name } = await findService(context.ecs, given);
    return { cluster, service: name };
  } catch (error) {
    const { cluster, name: family } = splitTarget(given);
    const isUnknown = error instanceof Refusal && error.problem.code === 'unknownService';
    if (!isUnknown || cluster === undefined || given.includes(':service/')) throw error;
    if (await runsAlone(context, { cluster, family })) return { cluster, family };
    throw error;
  }
}

/**
 * The task that was meant, including one that ECS no longer knows: first from the record of stopped tasks, which holds their last state, then from
 * ECS.
 * Throws Refusal when neither knows it.
 */
export async function findAnyTask(
  context: Pick<CommandContext, 'ecs' | 'stoppedTasks'>,
  given: string,
): Promise<Task> {
  return (await findKept(context, given))?.task ?? findTask(context.ecs, given);
}

/** The same, with why it stopped. Throws Refusal when it has not stopped. */
export async function findStop(
  context: Pick<CommandContext, 'ecs' | 'stoppedTasks'>,
  given: string,
): Promise<KeptStop> {
  const kept = await findKept(context, given);
  if (kept !== undefined) return kept;
  const task = await findTask(context.ecs, given);
  if (task.desiredStatus !== 'STOPPED') {
    throw new Refusal({ code: 'taskRuns', task: `${task.cluster}/${task.id}` });
  }
  return explainListed(task, revisionReader(context.ecs));
}

async function findKept(
  { stoppedTasks }: Pick<CommandContext, 'stoppedTasks'>,
  given: string,
): Promise<KeptStop | undefined> {
  const { cluster, name } = splitTarget(given);
  const kept = isTaskId(name) ? await stoppedTasks.find(name) : undefined;
  if (kept === undefined || (cluster ?? kept.task.cluster) !== kept.task.cluster) return undefined;
  requireSamePlace(given, kept.task.arn);
  return kept;
}

/**
 * The task meant by `cluster/task-id`, an id alone, the first digits of one, or an ARN. Throws Refusal when ECS knows none here, or more than one.
 */
export async function findTask(ecs: ECSClient, given: string): Promise<Task> {
  const { cluster, name } = splitTarget(given);
  const clusters = cluster === undefined ? await listClusters(ecs) : [await findCluster(ecs, cluster)];
  const found = await pMap(clusters, (candidate) => tasksOf(ecs, candidate, name), { concurrency: 4 });
  const [task, other] = found.flat();
  if (task && other) {
    throw new Refusal({ code: 'ambiguousTask', given: name, targets: [task, other].map(targetOf) });
  }
  if (task) {
    requireSamePlace(given, task.arn);
    return task;
  }
  throw new Refusal({ code: 'unknownTask', given: name, cluster: clusters.join(', ') });
}

async function tasksOf(ecs: ECSClient, cluster: string, name: string): Promise<Task[]> {
  const ids = isShortTaskId(name) ? await expandTaskId(ecs, cluster, name) : [name].filter(isTaskId);
  return ids.length === 0 ? [] : describeTasks(ecs, cluster, ids);
}

function targetOf({ cluster, id }: Task): string {
  return `${cluster}/${id}`;
}

/** The first eight or more digits of a task's id, as messages show it; a service's name looks like this only by chance. */
function isShortTaskId(name: string): boolean {
  return /^(?=[a-f]*[0-9])[0-9a-f]{8,31}$/.test(name);
}

/** The full ids of a cluster's tasks that start with these digits, running or stopped within the last hour. Two calls. */
async function expandTaskId(ecs: ECSClient, cluster: string, start: string): Promise<string[]> {
  const states = ['RUNNING', 'STOPPED'] as const;
  const arns = await Promise.all(states.map((desiredStatus) => listTasks(ecs, { cluster, desiredStatus })));
  return [...new Set(arns.flat().map(nameFromArn))].filter((id) => id.startsWith(start));
}

/** Whether a text looks like a task's id: 32 hexadecimal digits, with hyphens in the old form. ECS refuses others. */
function isTaskId(text: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(text);
}

/** How many records of stopped tasks are read. */
const mostKept = 100;

/** Stopped tasks, and whether ECS listed more than were read. */
interface StoppedTasks {
  /** Newest first. */
  readonly stops: readonly KeptStop[];
  readonly cutOff: boolean;
}

/**
 * The stopped tasks of a service or a cluster, and why they stopped: those that ECS still lists, and older ones from the record of the last thirty
 * days. For t tasks ceil(t/100) ListTasks + ceil(t/100) DescribeTasks + 1 Query, and what `explainListed` takes for those that are not in the record.
 */
export async function listStoppedTasks(
  { ecs, stoppedTasks }: Pick<CommandContext, 'ecs' | 'stoppedTasks'>,
  scope: Scope,
  most: number,
): Promise<StoppedTasks> {
  const [kept, arns] = await Promise.all([
    stoppedTasks.stopsOf(scope, mostKept),
    listTasks(ecs, { ...scope, desiredStatus: 'STOPPED', most: most + 1 }),
  ]);
  const known = new Map(kept.map((stop) => [stop.task.id, stop]));
  const listed = (await describeTasks(ecs, scope.cluster, arns.slice(0, most))).filter(isOf(scope));
  const revisions = revisionReader(ecs);
  const others = listed.filter(({ id }) => !known.has(id));
  for (const stop of await pMap(others, (task) => explainListed(task, revisions), { concurrency: 4 })) {
    known.set(stop.task.id, stop);
  }
  const stops = orderStoppedTasks([...known.values()].map(({ task }) => task)).slice(0, most);
  return { stops: stops.flatMap(({ id }) => known.get(id) ?? []), cutOff: arns.length > most };
}

/** Whether a task that ECS lists for the scope belongs to it: a family's tasks may also be a service's. */
export function isOf({ family }: Scope): (task: Task) => boolean {
  return ({ service }) => family === undefined || service === undefined;
}

/**
 * Why a task that is not in the record stopped. One DescribeTaskDefinition where it matters which of its containers is essential; if that can't be
 * read, the exit codes alone decide.
 */
async function explainListed(task: Task, revisions: RevisionReader): Promise<KeptStop> {
  const revision = needsRoles(task) ? await revisions(task.taskDefinition).catch(() => undefined) : undefined;
  return { task, explanation: explainTask(task, revision?.containers) };
}

/** Stopped tasks, newest first; those that are still stopping come before them. */
export function orderStoppedTasks(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((a, b) => endedAt(b) - endedAt(a) || Number(b.stoppingAt) - Number(a.stoppingAt));
}

function endedAt({ stoppedAt }: Task): number {
  return Number(stoppedAt ?? Number.MAX_SAFE_INTEGER);
}

/** Whether a target as typed looks like a task: its ARN, an id in ECS's form, or the first digits of one. */
export function isTaskTarget(given: string): boolean {
  if (given.includes(':service/')) return false;
  const { name } = splitTarget(given);
  return given.includes(':task/') || isTaskId(name) || isShortTaskId(name);
}

/**
 * Whether a target as typed means a task, where a service could be meant too. A service's name may look like a task's id, and takes precedence. For
 * what looks like an id 1 DescribeServices, or one per cluster when no cluster is named.
 */
export async function meansTask(ecs: ECSClient, given: string): Promise<boolean> {
  if (!isTaskTarget(given)) return false;
  if (given.includes(':task/')) return true;
  const { cluster, name } = splitTarget(given);
  const clusters = cluster === undefined ? await listClusters(ecs) : [cluster];
  const found = await pMap(clusters, (each) => describeService(ecs, each, name), { concurrency: 4 });
  // The search for the task reports a cluster that does not exist.
  return found.every((service) => service === undefined);
}

/** Running tasks in the order that an operator wants: still starting, then unhealthy, then the longest running. */
export function orderTasks(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((a, b) => urgency(a) - urgency(b) || since(a) - since(b));
}

function urgency({ lastStatus, health }: Task): number {
  if (lastStatus !== 'RUNNING') return 0;
  return health === 'UNHEALTHY' ? 1 : 2;
}

function since({ startedAt, createdAt }: Task): number {
  return Number(startedAt ?? createdAt ?? 0);
}
