import type { Task as SdkTask } from '@aws-sdk/client-ecs';
import * as z from 'zod/mini';
import { type Task, toTask } from '../../ecs/task.ts';
import { bridgeEventSchema } from '../bridge-event.ts';
import { timeSchema } from '../time-schema.ts';

const date = z.pipe(
  timeSchema,
  z.transform((time) => new Date(time)),
);

/** `detail` is DescribeTasks' task; what is not read here goes through as it is. */
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

/** The task whose end a message of the events queue reports; undefined for every other message, garbage too. */
export function readStoppedTask(body: string): Task | undefined {
  const event = bridgeEventSchema.safeParse(parse(body));
  if (!event.success || event.data['detail-type'] !== 'ECS Task State Change') return undefined;
  const detail = schema.safeParse(event.data.detail);
  if (!detail.success) return undefined;
  // The schema has made Dates of the times: it is what the SDK would have read.
  const task = toTask(detail.data as SdkTask);
  const stoppedAt = task.stoppedAt ?? (event.data.time === undefined ? undefined : new Date(event.data.time));
  return { ...task, stoppedAt };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
