import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Task as SdkTask } from '@aws-sdk/client-ecs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import pMap from 'p-map';
import * as z from 'zod/mini';
import type { ServiceReader } from '../aws/ecs/service-reader.ts';
import type { ContainerLogs } from '../aws/ecs/task-definitions.ts';
import { type Task, toTask } from '../aws/ecs/tasks.ts';
import { logsAllowed, readLastLines } from '../aws/logs.ts';
import {
  decidingContainer,
  endingMs,
  explainTask,
  needsRoles,
  type StoppedTask,
  shorten,
} from '../episodes/stop-reasons/explain.ts';
import type { KeptStop, StoppedTasks } from '../store/stopped-tasks.ts';
import type { Deps } from './deps.ts';
import { eventOf, timeSchema } from './ecs-events.ts';

/** Lines of a failed task's log that are kept. */
const keptLines = 20;
/** Texts of ECS are kept up to this length, once they are explained. */
const mostText = 2000;

/** What keeping stops needs. */
interface StopDeps {
  readonly stoppedTasks: StoppedTasks;
  readonly revisions: Deps['revisions'];
  readonly services: ServiceReader;
  readonly logs: CloudWatchLogsClient;
  /** Whether logs may be kept where no tag decides. */
  readonly logsOn: boolean;
  readonly logger: Deps['logger'];
}

/**
 * Keeps what a batch says about stopped tasks, and the last log lines of those that failed, where that is allowed. Returns which messages have to be
 * redelivered; lines that can't be read now are not worth that.
 */
export async function keepStops(deps: StopDeps, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const read = Records.flatMap(({ messageId, body }) => {
    const task = readStoppedTask(body);
    return task === undefined ? [] : [{ messageId, task }];
  });
  if (read.length === 0) return { batchItemFailures: [] };
  const stops = await pMap(
    read,
    async ({ messageId, task }) => {
      const explanation = explainTask(task, await readRoles(deps, task));
      return { messageId, stop: { task: withShortTexts(task), explanation } };
    },
    { concurrency: 5 },
  );
  const left = await keep(
    deps,
    stops.map(({ stop }) => stop),
  );
  const failures = stops.filter(
    ({ stop: { task, explanation } }) => !explanation.expected && !left.has(task.id),
  );
  await pMap(failures, ({ stop }) => keepLines(deps, stop.task), { concurrency: 5 });
  return {
    batchItemFailures: stops
      .filter(({ stop }) => left.has(stop.task.id))
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  };
}

function withShortTexts(task: Task): Task {
  const short = (text: string | undefined) => (text === undefined ? undefined : shorten(text, mostText));
  return {
    ...task,
    stoppedReason: short(task.stoppedReason),
    containers: task.containers.map((container) => ({ ...container, reason: short(container.reason) })),
  };
}

/** The ids of the tasks that could not be kept. */
async function keep(
  { stoppedTasks, logger }: StopDeps,
  stops: readonly KeptStop[],
): Promise<ReadonlySet<string>> {
  try {
    // The same end reported twice in a batch would be the same key twice in a call, which DynamoDB refuses.
    const once = new Map(stops.map((stop) => [stop.task.id, stop]));
    return new Set((await stoppedTasks.keep([...once.values()])).map(({ id }) => id));
  } catch (error) {
    logger.error('The stopped tasks could not be kept', { error: error as Error });
    return new Set(stops.map(({ task }) => task.id));
  }
}

async function keepLines(deps: StopDeps, task: Task): Promise<void> {
  try {
    if (!(await mayKeep(deps, task))) return;
    const { containers: places } = await deps.revisions(task.taskDefinition);
    const decider = decidingContainer(task.containers, { roles: places, endingMs: endingMs(task) })?.name;
    const place = places.find(({ container }) => container === decider) ?? places[0];
    if (place?.logGroup === undefined || place.streamPrefix === undefined) return;
    const { container, logGroup, streamPrefix } = place;
    const lines = await readLastLines(deps.logs, { container, logGroup, streamPrefix }, task.id, keptLines);
    if (lines.length > 0) await deps.stoppedTasks.keepLogs(task.id, container, lines);
  } catch (error) {
    deps.logger.warn('The last lines of a task could not be kept', {
      task: task.arn,
      error: error as Error,
    });
  }
}

async function mayKeep({ services, logsOn }: StopDeps, { cluster, service }: Task): Promise<boolean> {
  const found = service === undefined ? undefined : await services.read(cluster, service);
  return logsAllowed(found?.tags ?? {}, logsOn);
}

const date = z.pipe(
  timeSchema,
  z.transform((time) => new Date(time)),
);

/** `detail` is a task as in DescribeTasks; what is not read here passes through unchanged. */
const schema = z.looseObject({
  taskArn: z.string(),
  clusterArn: z.string(),
  lastStatus: z.literal('STOPPED'),
  createdAt: z.optional(date),
  startedAt: z.optional(date),
  stoppingAt: z.optional(date),
  executionStoppedAt: z.optional(date),
  stoppedAt: z.optional(date),
});

/** The task whose end a message from the events queue reports; undefined for every other message, including garbage. */
export function readStoppedTask(body: string): Task | undefined {
  const event = eventOf(body);
  if (event?.['detail-type'] !== 'ECS Task State Change') return undefined;
  const detail = schema.safeParse(event.detail);
  if (!detail.success) return undefined;
  // The schema has turned the times into Dates, so this is what the SDK would have returned.
  const task = toTask(detail.data as SdkTask);
  const stoppedAt = task.stoppedAt ?? (event.time === undefined ? undefined : new Date(event.time));
  return { ...task, stoppedAt };
}

/**
 * What the task definition says about a stopped task's containers, if that decides why it stopped. Undefined if it does not, or can't be read now:
 * then the exit codes alone decide.
 */
export async function readRoles(
  { revisions, logger }: Pick<Deps, 'revisions' | 'logger'>,
  task: StoppedTask & { readonly taskDefinition: string },
): Promise<readonly ContainerLogs[] | undefined> {
  if (!needsRoles(task)) return undefined;
  try {
    return (await revisions(task.taskDefinition)).containers;
  } catch (error) {
    const { taskDefinition } = task;
    logger.warn('A task definition could not be read', { taskDefinition, error: error as Error });
    return undefined;
  }
}
