import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import pMap from 'p-map';
import type { ServiceReader } from '../../ecs/service-reader.ts';
import type { Task } from '../../ecs/task.ts';
import { decidingContainer } from '../../episodes/stop-reasons/containers.ts';
import { endingMs, explainTask, shorten } from '../../episodes/stop-reasons/explain.ts';
import { logsAllowed } from '../../logs/logs-allowed.ts';
import { readLastLines } from '../../logs/read-last-lines.ts';
import type { BlackBox, KeptStop } from '../../store/black-box.ts';
import type { World } from '../world.ts';
import { readRoles } from './read-roles.ts';
import { readStoppedTask } from './read-stopped-task.ts';

/** Lines of a failed task's log that are kept. */
const keptLines = 20;
/** Texts of ECS are kept up to this length, once they are explained. */
const mostText = 2000;

/** What keeping stops needs. */
export interface StopsWorld {
  readonly box: BlackBox;
  readonly containers: World['containers'];
  readonly services: ServiceReader;
  readonly logs: CloudWatchLogsClient;
  /** Whether logs may be kept where no tag says so. */
  readonly logsOn: boolean;
  readonly logger: World['logger'];
}

/**
 * Keeps what a batch says of tasks that stopped, and the last lines of those that failed, where that is allowed. Answers which
 * messages have to come again; lines that can't be had now are not worth that.
 */
export async function keepStops(world: StopsWorld, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const read = Records.flatMap(({ messageId, body }) => {
    const task = readStoppedTask(body);
    return task === undefined ? [] : [{ messageId, task }];
  });
  if (read.length === 0) return { batchItemFailures: [] };
  const stops = await pMap(
    read,
    async ({ messageId, task }) => {
      const explanation = explainTask(task, await readRoles(world, task));
      return { messageId, stop: { task: withShortTexts(task), explanation } };
    },
    { concurrency: 5 },
  );
  const left = await keep(
    world,
    stops.map(({ stop }) => stop),
  );
  const failures = stops.filter(
    ({ stop: { task, explanation } }) => !explanation.expected && !left.has(task.id),
  );
  await pMap(failures, ({ stop }) => keepLines(world, stop.task), { concurrency: 5 });
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
async function keep({ box, logger }: StopsWorld, stops: readonly KeptStop[]): Promise<ReadonlySet<string>> {
  try {
    // The same end reported twice in a batch would be the same key twice in a call, which DynamoDB refuses.
    const once = new Map(stops.map((stop) => [stop.task.id, stop]));
    return new Set((await box.keep([...once.values()])).map(({ id }) => id));
  } catch (error) {
    logger.error('The stopped tasks could not be kept', { error: error as Error });
    return new Set(stops.map(({ task }) => task.id));
  }
}

async function keepLines(world: StopsWorld, task: Task): Promise<void> {
  try {
    if (!(await mayKeep(world, task))) return;
    const places = await world.containers(task.taskDefinition);
    const decider = decidingContainer(task.containers, { roles: places, endingMs: endingMs(task) })?.name;
    const place = places.find(({ container }) => container === decider) ?? places[0];
    if (place?.logGroup === undefined || place.streamPrefix === undefined) return;
    const { container, logGroup, streamPrefix } = place;
    const lines = await readLastLines(world.logs, { container, logGroup, streamPrefix }, task.id, keptLines);
    if (lines.length > 0) await world.box.keepLogs(task.id, container, lines);
  } catch (error) {
    world.logger.warn('The last lines of a task could not be kept', {
      task: task.arn,
      error: error as Error,
    });
  }
}

async function mayKeep({ services, logsOn }: StopsWorld, { cluster, service }: Task): Promise<boolean> {
  const found = service === undefined ? undefined : await services.read(cluster, service);
  return logsAllowed(found?.tags ?? {}, logsOn);
}
