import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { familyOf } from '../aws/ecs/target.ts';
import type { Task } from '../aws/ecs/tasks.ts';
import type { LogLine } from '../aws/logs.ts';
import { isExpected, type StopExplanation, type StopReason } from '../episodes/stop-reasons/codes.ts';
import { explainTask } from '../episodes/stop-reasons/explain.ts';
import { type Table, unexpired } from './table.ts';

/** A stopped task and why it stopped, as read from the full texts. */
export interface KeptStop {
  readonly task: Task;
  readonly explanation: StopExplanation;
}

/** The record of stopped tasks, kept for thirty days: ECS forgets them after about an hour. */
export interface StoppedTasks {
  /** Keeps them; repeating it changes nothing. Returns those that could not be written and must be retried. */
  keep(stops: readonly KeptStop[]): Promise<readonly Task[]>;
  /** By the task's id alone. */
  find(taskId: string): Promise<KeptStop | undefined>;
  /** The stops of a service, of a family's standalone tasks, or of a whole cluster, newest first. */
  stopsOf(scope: StopScope, most: number): Promise<KeptStop[]>;
  /** Failures of all services, newest first. */
  failures(most: number): Promise<KeptStop[]>;
  keepLogs(taskId: string, container: string, lines: readonly LogLine[]): Promise<void>;
  logsOf(taskId: string): Promise<KeptLogs | undefined>;
}

interface StopScope {
  readonly cluster: string;
  readonly service?: string | undefined;
  /** Standalone tasks of this task definition family. */
  readonly family?: string | undefined;
  /** Only those that stopped after this, epoch milliseconds. */
  readonly since?: number;
}

/** The last lines that one container wrote, masked. */
export interface KeptLogs {
  readonly container: string;
  readonly lines: readonly LogLine[];
}

interface Item {
  readonly expiresAt: number;
  readonly task: StoredTask;
  /** Absent in records of version 0.1. */
  readonly why?: StopReason;
}

const keptSeconds = 30 * 24 * 3600;
/** How many entries of a cluster's list are searched. */
const mostListed = 100;
/** DynamoDB accepts this many puts in one call. */
const putsPerCall = 25;

/**
 * The record of stopped tasks in the bot's table: `stopped#<task id>` holds a task and the last lines of its log; `stops#<cluster>/<service>`,
 * `stops#<cluster>#<family>`, `stops#<cluster>` and `stops#failed` list them by time.
 */
export function createStoppedTasks(table: Table, now: () => number): StoppedTasks {
  const { client, name: TableName } = table;
  const expiresAt = () => Math.ceil(now() / 1000) + keptSeconds;

  async function put(items: readonly Record<string, unknown>[]): Promise<ReadonlySet<string>> {
    const failed = new Set<string>();
    for (let from = 0; from < items.length; from += putsPerCall) {
      const requests = items.slice(from, from + putsPerCall).map((Item) => ({ PutRequest: { Item } }));
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [TableName]: requests } }),
      );
      for (const { PutRequest } of UnprocessedItems?.[TableName] ?? []) {
        const stored = PutRequest?.Item?.task as StoredTask | undefined;
        if (stored !== undefined) failed.add(stored.id);
      }
    }
    return failed;
  }

  async function newest(pk: string, most: number, since = 0): Promise<KeptStop[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND sk > :since',
        ExpressionAttributeValues: { ':pk': pk, ':since': new Date(since).toISOString() },
        ScanIndexForward: false,
        Limit: most,
      }),
    );
    return unexpired(Items as Item[], now()).map(fromItem);
  }

  async function records<Found extends { readonly expiresAt: number }>(
    pk: string,
    sk: string,
  ): Promise<Found[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      }),
    );
    return unexpired(Items as Found[], now());
  }

  return {
    async keep(stops) {
      const items = stops.flatMap(({ task, explanation: { expected, ...why } }) => {
        const stored = { task: toStored(task), why, expiresAt: expiresAt() };
        const sk = `${(task.stoppedAt ?? new Date(now())).toISOString()}#${task.id}`;
        return [
          { pk: `stopped#${task.id}`, sk: 'task', ...stored },
          { pk: listKey({ cluster: task.cluster }), sk, ...stored },
          { pk: listKey(ownerOf(task)), sk, ...stored },
          ...(expected ? [] : [{ pk: 'stops#failed', sk, ...stored }]),
        ];
      });
      const failed = await put(items);
      return stops.map(({ task }) => task).filter(({ id }) => failed.has(id));
    },
    async find(taskId) {
      const [item] = await records<Item>(`stopped#${taskId}`, 'task');
      return item && fromItem(item);
    },
    async stopsOf(scope, most) {
      const { cluster, family, since } = scope;
      const stops = await newest(listKey(scope), most, since);
      if (family === undefined || stops.length > 0) return stops;
      // What version 0.1 kept of standalone tasks is only in their cluster's list.
      const all = await newest(listKey({ cluster }), mostListed, since);
      return all
        .filter(({ task }) => task.service === undefined && familyOf(task.taskDefinition) === family)
        .slice(0, most);
    },
    // Version 0.1 recorded some as failures that are not.
    failures: async (most) =>
      (await newest('stops#failed', most)).filter(({ explanation }) => !explanation.expected),
    async keepLogs(taskId, container, lines) {
      await put([
        { pk: `stopped#${taskId}`, sk: 'logs', container, lines: [...lines], expiresAt: expiresAt() },
      ]);
    },
    async logsOf(taskId) {
      const [kept] = await records<KeptLogs & { expiresAt: number }>(`stopped#${taskId}`, 'logs');
      return kept && { container: kept.container, lines: kept.lines };
    },
  };
}

function fromItem({ task: stored, why }: Item): KeptStop {
  const task = fromStored(stored);
  const standalone = task.service === undefined;
  const explanation = why ? { ...why, expected: isExpected(why.code, standalone) } : explainTask(task);
  return { task, explanation };
}

function ownerOf({ cluster, service, taskDefinition }: Task): StopScope {
  return service === undefined ? { cluster, family: familyOf(taskDefinition) } : { cluster, service };
}

/** Cluster names contain no `#`, so a family is never taken for the service of the same name. */
function listKey({ cluster, service, family }: Omit<StopScope, 'since'>): string {
  if (service !== undefined) return `stops#${cluster}/${service}`;
  return family === undefined ? `stops#${cluster}` : `stops#${cluster}#${family}`;
}

const times = ['createdAt', 'startedAt', 'stoppingAt', 'executionStoppedAt', 'stoppedAt'] as const;

/** A task as the table holds it: times in epoch milliseconds, and no `undefined`, which an item can't hold. */
type StoredTask = Omit<Task, (typeof times)[number]> & {
  readonly [Time in (typeof times)[number]]?: number;
};

function toStored(task: Task): StoredTask {
  const plain = JSON.parse(JSON.stringify(task)) as StoredTask;
  const millis = times.flatMap((time) => (task[time] === undefined ? [] : [[time, task[time].getTime()]]));
  return { ...plain, ...Object.fromEntries(millis) };
}

function fromStored(stored: StoredTask): Task {
  const date = (time: (typeof times)[number]) =>
    stored[time] === undefined ? undefined : new Date(stored[time]);
  return {
    ...stored,
    service: stored.service,
    zone: stored.zone,
    launchType: stored.launchType,
    stopCode: stored.stopCode,
    stoppedReason: stored.stoppedReason,
    containers: stored.containers.map((container) => ({
      ...container,
      digest: container.digest,
      exitCode: container.exitCode,
      reason: container.reason,
    })),
    createdAt: date('createdAt'),
    startedAt: date('startedAt'),
    stoppingAt: date('stoppingAt'),
    executionStoppedAt: date('executionStoppedAt'),
    stoppedAt: date('stoppedAt'),
  };
}
