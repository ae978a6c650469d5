import type { ECSClient } from '@aws-sdk/client-ecs';
import { listClusters } from '../../aws/ecs/clusters.ts';
import {
  describeService,
  type Included,
  isUnknownName,
  listServices,
  listServicesOf,
  type Service,
} from '../../aws/ecs/services.ts';
import { nameFromArn } from '../../aws/ecs/target.ts';
import { readRevision } from '../../aws/ecs/task-definitions.ts';
import { describeTasks, listTasks } from '../../aws/ecs/tasks.ts';
import { nearest } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { Refusal } from './problem.ts';

/**
 * Finds the service meant by `cluster/service`, an ARN, or a name that only one cluster has.
 * One DescribeServices when it is named in full and exists. Throws Refusal with the nearest targets, or when the ARN is from another region or
 * account.
 */
export async function findService(
  ecs: ECSClient,
  given: string,
  include: readonly Included[] = ['TAGS'],
): Promise<Service> {
  const { cluster, name } = splitTarget(given);
  const service = await (cluster === undefined
    ? findByName(ecs, name, include)
    : findInCluster(ecs, cluster, name, include));
  requireSamePlace(given, service.arn);
  return service;
}

async function findInCluster(
  ecs: ECSClient,
  cluster: string,
  name: string,
  include: readonly Included[],
): Promise<Service> {
  const service = await describeService(ecs, cluster, name, include);
  if (service) return service;
  const known = await findCluster(ecs, cluster);
  const names = await listServices(ecs, known);
  const targets = nearest(name, names).map((like) => `${known}/${like}`);
  throw new Refusal({ code: 'unknownService', given: `${cluster}/${name}`, nearest: targets });
}

async function findByName(ecs: ECSClient, name: string, include: readonly Included[]): Promise<Service> {
  const targets = await listServicesOf(ecs, await listClusters(ecs));
  const found = targets.filter((target) => target.name === name);
  if (found.length > 1) {
    throw new Refusal({ code: 'ambiguousService', given: name, targets: found.map(fullName) });
  }
  const service = found[0] && (await describeService(ecs, found[0].cluster, name, include));
  if (service) return service;
  const like = nearest(name, [...new Set(targets.map((target) => target.name))]);
  const full = targets.filter((target) => like.includes(target.name)).slice(0, 3);
  throw new Refusal({ code: 'unknownService', given: name, nearest: full.map(fullName) });
}

function fullName({ cluster, name }: { readonly cluster: string; readonly name: string }): string {
  return `${cluster}/${name}`;
}

/** A target as typed, split up: a `name` alone may be a service in any cluster. */
interface TypedTarget {
  readonly cluster?: string;
  readonly name: string;
}

const arn = /^arn:[^:]+:ecs:[^:]*:[^:]*:(?:service|task)\/(?:([^/]+)\/)?([^/]+)$/;

/** `shop/web`, `web`, or a service's or task's ARN (the old ARN form has no cluster in it). */
export function splitTarget(given: string): TypedTarget {
  const parts = arn.exec(given);
  const [cluster, name] = parts ? [parts[1], parts[2]] : splitAtSlash(given);
  return { ...(cluster ? { cluster } : {}), name: name ?? '' };
}

function splitAtSlash(given: string): [string | undefined, string] {
  const slash = given.indexOf('/');
  return slash === -1 ? [undefined, given] : [given.slice(0, slash), given.slice(slash + 1)];
}

/**
 * A person who gives an ARN means the resource in that region and account, never one that only has the same name here.
 * `found` is the ARN of what was found. Throws Refusal when the two are in different places.
 */
export function requireSamePlace(given: string, found: string): void {
  const wanted = placeOf(given);
  const { region = '', account = '' } = placeOf(found) ?? {};
  if (wanted === undefined || (wanted.region === region && wanted.account === account)) return;
  throw new Refusal({ code: 'otherPlace', given, region, account });
}

function placeOf(arn: string): { readonly region: string; readonly account: string } | undefined {
  const [, region, account] = /^arn:[^:]+:ecs:([^:]*):([^:]*):/.exec(arn) ?? [];
  return region === undefined || account === undefined ? undefined : { region, account };
}

/** The name of the cluster meant by a name or an ARN. Throws Refusal with the nearest names. */
export async function findCluster(ecs: ECSClient, given: string): Promise<string> {
  const name = nameFromArn(given);
  const clusters = await listClusters(ecs);
  if (clusters.includes(name)) return name;
  throw new Refusal({ code: 'unknownCluster', given: name, nearest: nearest(name, clusters) });
}

const isFamilyName = (name: string) => /^[\w-]{1,255}$/.test(name);

/**
 * Whether standalone tasks (`RunTask`) of a task definition family run in the cluster, did within thirty days, or may: the definition exists, and is
 * not run by services alone. At most 1 Query, 2 ListTasks, 1 DescribeTasks and 1 DescribeTaskDefinition.
 */
export async function runsAlone(
  { ecs, stoppedTasks }: Pick<CommandContext, 'ecs' | 'stoppedTasks'>,
  { cluster, family }: { readonly cluster: string; readonly family: string },
): Promise<boolean> {
  if (!isFamilyName(family)) return false;
  if ((await stoppedTasks.stopsOf({ cluster, family }, 1)).length > 0) return true;
  const states = ['RUNNING', 'STOPPED'] as const;
  const arns = await Promise.all(
    states.map((desiredStatus) => listTasks(ecs, { cluster, family, desiredStatus, most: 50 })),
  );
  const tasks = await describeTasks(
    ecs,
    cluster,
    arns.flatMap((some) => some.slice(0, 50)),
  );
  if (tasks.length > 0) return tasks.some(({ service }) => service === undefined);
  return (await readRevision(ecs, family)) !== undefined;
}

/**
 * Reads from the cluster meant by a name or an ARN, without first checking that it exists: one call less.
 * Throws Refusal with the nearest names when ECS does not know it.
 */
export async function inCluster<Result>(
  ecs: ECSClient,
  given: string,
  read: (cluster: string) => Promise<Result>,
): Promise<Result> {
  const cluster = nameFromArn(given);
  // ECS treats an empty name as the cluster named `default`.
  if (cluster === '') return read(await findCluster(ecs, given));
  try {
    return await read(cluster);
  } catch (error) {
    if (!isUnknownName(error)) throw error;
    await findCluster(ecs, cluster);
    throw error;
  }
}
