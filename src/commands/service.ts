import type { ECSClient } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import { describeServiceRevisions, isSteady, type Service } from '../aws/ecs/services.ts';
import { describeTasks, listTasks, type Task } from '../aws/ecs/tasks.ts';
import type { StopExplanation } from '../episodes/stop-reasons/codes.ts';
import { explainMessage } from '../episodes/stop-reasons/explain.ts';
import { durationSchema } from './line/arguments.ts';
import { defineRead, mayPress } from './line/command.ts';
import { findService } from './line/find-service.ts';
import { listStoppedTasks, orderTasks } from './line/find-task.ts';

export interface ServiceReply {
  readonly kind: 'service';
  readonly service: Service;
  readonly steady: boolean;
  /** Names of the images that its tasks run, including those of an older deployment. */
  readonly images: readonly string[];
  /** The most urgent of its starting or running tasks. */
  readonly tasks: readonly Task[];
  readonly taskCount: number;
  /** Which changes the caller has a grant for. */
  readonly may: Readonly<Record<'scale' | 'stopTask' | 'restart' | 'rollback' | 'deploy', boolean>>;
}

/** The rest are a press away. */
const shownTasks = 6;

/**
 * `/ecs service <target>`: one service on one screen. For t tasks 1 DescribeServices + ceil(t/100) ListTasks + ceil(t/100) DescribeTasks + 1
 * DescribeServiceRevisions; a target without its cluster also takes the lists that find it.
 */
export const service = defineRead({
  name: 'service',
  words: [{ name: 'target', hint: 'cluster/service' }],
  examples: ['service shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target }, context): Promise<ServiceReply> {
    const { ecs } = context;
    const found = await findService(ecs, target, ['TAGS', 'TEXTS']);
    const { cluster, name, tags } = found;
    const may = (command: string) => mayPress(context, 'change', command, { cluster, name, tags });
    const [tasks, revisions, scale, stopTask, restart, rollback, deploy] = await Promise.all([
      readTasks(ecs, found),
      describeServiceRevisions(ecs, found.revisionArns),
      may('scale'),
      may('stop-task'),
      may('restart'),
      may('rollback'),
      may('deploy'),
    ]);
    // A service that was last deployed before October 2024 has no revision: then the images come from its tasks.
    const containers = revisions.flatMap(({ images }) => images);
    const images = containers.length > 0 ? containers : tasks.flatMap((task) => task.containers);
    return {
      kind: 'service',
      service: found,
      steady: isSteady(found),
      images: [...new Set(images.map(({ image }) => image))],
      tasks: tasks.slice(0, shownTasks),
      taskCount: tasks.length,
      may: { scale, stopTask, restart, rollback, deploy },
    };
  },
});

async function readTasks(ecs: ECSClient, { cluster, name }: Service): Promise<Task[]> {
  const arns = await listTasks(ecs, { cluster, service: name, desiredStatus: 'RUNNING' });
  return orderTasks(await describeTasks(ecs, cluster, arns));
}

/** One thing that happened to a service. */
export type EventRow =
  | {
      readonly type: 'event';
      readonly at: Date;
      readonly message: string;
      /** Why a task could not be placed or kept, if the message says so. */
      readonly explanation?: StopExplanation | undefined;
    }
  | {
      readonly type: 'stop';
      readonly at: Date;
      readonly taskId: string;
      readonly explanation: StopExplanation;
    };

/** A service's recent history. */
export interface EventsReply {
  readonly kind: 'events';
  /** `cluster/service` */
  readonly target: string;
  readonly sinceMs: number;
  /** Newest first. */
  readonly rows: readonly EventRow[];
  /** How many older ones are not shown. */
  readonly hidden: number;
}

const mostRows = 20;
const mostStops = 100;

/** `/ecs events <target> [--since 2h]`: service events and stops by time. Takes 1 DescribeServices and what `stoppedTasks` takes. */
export const events = defineRead({
  name: 'events',
  words: [{ name: 'target', hint: 'cluster/service' }],
  flags: [{ name: 'since', value: '30m|2h|1d' }],
  examples: ['events shop/web --since 1d', 'events shop/api'],
  args: z.object({ target: z.string(), since: durationSchema.default(2 * 3_600_000) }),
  async run({ target, since }, context): Promise<EventsReply> {
    const service = await findService(context.ecs, target, ['TAGS', 'TEXTS']);
    const scope = { cluster: service.cluster, service: service.name };
    const { stops: stopped } = await listStoppedTasks(context, scope, mostStops);
    const stops = stopped.flatMap(({ task, explanation }): EventRow[] => {
      const at = task.stoppingAt ?? task.stoppedAt;
      return at === undefined ? [] : [{ type: 'stop', at, taskId: task.id, explanation }];
    });
    const messages = withoutRepeats(service.events).map((event): EventRow => {
      return { type: 'event', ...event, explanation: explainMessage(event.message) };
    });
    const begin = context.now() - since;
    const rows = [...messages, ...stops]
      .filter(({ at }) => at.getTime() >= begin)
      .sort((one, other) => other.at.getTime() - one.at.getTime());
    return {
      kind: 'events',
      target: `${service.cluster}/${service.name}`,
      sinceMs: since,
      rows: rows.slice(0, mostRows),
      hidden: Math.max(0, rows.length - mostRows),
    };
  },
});

/** A steady state is reported again every six hours, and so is a lasting problem: of a run of identical messages, only the first is kept. */
function withoutRepeats<Event extends { readonly message: string }>(newestFirst: readonly Event[]): Event[] {
  return newestFirst.filter(({ message }, index) => newestFirst[index + 1]?.message !== message);
}
