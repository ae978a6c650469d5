import { isDeepStrictEqual } from 'node:util';
import {
  DescribeTaskDefinitionCommand,
  type ECSClient,
  ECSServiceException,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { nameFromArn } from './target.ts';
import { readRevision } from './task-definitions.ts';

/** What registers a revision's content again. */
export type RevisionCopy = RegisterTaskDefinitionCommandInput;

/**
 * `aws ecs describe-task-definition --task-definition family:revision --include TAGS`, as what registers it again. Every member of the answer goes
 * along but those that ECS itself fills in, so that a setting that is new to ECS is not lost. Tags that begin with `aws:` are AWS's own to set.
 */
export async function readCopy(ecs: ECSClient, taskDefinition: string): Promise<RevisionCopy> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] });
  const { taskDefinition: found = {}, tags = [] } = await ecs.send(command);
  const own = tags.filter(({ key = '' }) => !/^aws:/i.test(key));
  return { ...toCopy(found), ...(own.length > 0 && { tags: own }) };
}

/** A revision's content, without its tags. */
function toCopy(definition: TaskDefinition): RevisionCopy {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    family,
    containerDefinitions,
    ...content
  } = definition;
  return { ...content, family, containerDefinitions };
}

/** The copy with another image in one container. */
export function withImage(copy: RevisionCopy, container: string, image: string): RevisionCopy {
  const containerDefinitions = (copy.containerDefinitions ?? []).map((each) =>
    each.name === container ? { ...each, image } : each,
  );
  return { ...copy, containerDefinitions };
}

/**
 * `aws ecs register-task-definition`: each call makes a new revision, so it is sent with a client that never repeats it. Returns `family:revision`.
 * Throws RoleRefused where the bot may not pass one of its roles on, or a role no longer exists.
 */
export async function registerCopy(once: ECSClient, copy: RevisionCopy): Promise<string> {
  try {
    const { taskDefinition } = await once.send(new RegisterTaskDefinitionCommand(copy));
    return nameFromArn(taskDefinition?.taskDefinitionArn ?? '');
  } catch (error) {
    throw roleRefused(error, copy) ?? error;
  }
}

/** Of a role in a task definition: `mayNotPass`, the bot's own role does not allow to pass it on; `notValid`, ECS says so, as if it were gone. */
export interface RoleProblem {
  readonly type: 'mayNotPass' | 'notValid';
  /** ARNs, or the bare names that the task definition has. */
  readonly roles: readonly string[];
}

/** Refused like the 4xx that it stands for. */
export class RoleRefused extends Error {
  readonly $metadata = { httpStatusCode: 400 };
  readonly role: RoleProblem;

  constructor(role: RoleProblem, cause: Error) {
    super(cause.message, { cause });
    this.name = 'RoleRefused';
    this.role = role;
  }
}

function roleRefused(
  error: unknown,
  { taskRoleArn, executionRoleArn }: RevisionCopy,
): RoleRefused | undefined {
  if (!(error instanceof ECSServiceException)) return undefined;
  const roles = [...new Set([taskRoleArn, executionRoleArn])].filter((role) => role !== undefined);
  // "User: … is not authorized to perform: iam:PassRole on resource: arn:aws:iam::…:role/… because …"
  if (error.name.startsWith('AccessDenied') && error.message.includes('iam:PassRole')) {
    const named = roles.filter((role) => error.message.includes(role));
    return new RoleRefused({ type: 'mayNotPass', roles: named.length > 0 ? named : roles }, error);
  }
  if (/\brole is not valid\b/i.test(error.message)) {
    return new RoleRefused({ type: 'notValid', roles }, error);
  }
  return undefined;
}

/** Where a copy stands: `newest` is the number of its family's newest revision before it was registered. */
interface Registering {
  readonly copy: RevisionCopy;
  readonly newest: number;
}

/**
 * Registers a copy and returns its `family:revision`. `resumed` when an earlier try may have done it: then a revision that is newer and the same is used.
 * Reads with `ecs`, registers with `ecsOnce`.
 */
export async function registerOnce(
  { ecs, ecsOnce }: { readonly ecs: ECSClient; readonly ecsOnce: ECSClient },
  registering: Registering,
  resumed: boolean,
): Promise<string> {
  const known = resumed ? await findRegistered(ecs, registering) : undefined;
  return known ?? registerCopy(ecsOnce, registering.copy);
}

/** How many revisions that are newer are compared; a family gets no more within the minutes that a job is retried. */
const mostCompared = 20;

/** The newest revision that may be the copy; undefined if there is none. */
async function findRegistered(ecs: ECSClient, registering: Registering): Promise<string | undefined> {
  const { family = '' } = registering.copy;
  const last = (await readRevision(ecs, family))?.revision ?? 0;
  const least = Math.max(registering.newest, last - mostCompared);
  for (let number = last; number > least; number -= 1) {
    if (await isRegistered(ecs, `${family}:${number}`, registering)) return `${family}:${number}`;
  }
  return undefined;
}

/** Whether this `family:revision` is the copy: newer than all that were there, ACTIVE, and with the same content. Tags don't count: they are no part of what runs. */
export async function isRegistered(
  ecs: ECSClient,
  taskDefinition: string,
  { copy, newest }: Registering,
): Promise<boolean> {
  const [family, number] = taskDefinition.split(':');
  if (family !== copy.family || Number(number) <= newest) return false;
  const found = await readRevision(ecs, taskDefinition);
  return found?.status === 'ACTIVE' && isSameContent(toCopy(found), copy);
}

/** The number of the family's newest revision, the given one at least: only an ACTIVE one is found by its family. */
export async function newestNumber(ecs: ECSClient, taskDefinition: string): Promise<number> {
  const [family = '', number] = taskDefinition.split(':');
  return Math.max((await readRevision(ecs, family))?.revision ?? 0, Number(number));
}

/** Whether two copies run the same. ECS gives lists of settings in any order, and may leave out empty ones; words of a command keep their order. */
export function isSameContent(
  { tags: _, ...one }: RevisionCopy,
  { tags: __, ...other }: RevisionCopy,
): boolean {
  return isDeepStrictEqual(canonical(one), canonical(other));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    const areSettings = items.some((item) => typeof item === 'object');
    return areSettings ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([, each]) => each !== undefined && each !== null && !(Array.isArray(each) && each.length === 0),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, canonical(each)]),
  );
}
