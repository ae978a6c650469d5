import type { ECSClient } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import { describeServiceRevisions, isSteady, type Service } from '../aws/ecs/services.ts';
import { describeTasks, listTasks, type Task } from '../aws/ecs/tasks.ts';
import { shareFlag } from './line/arguments.ts';
import { type CommandResult, defineCommand, mayPress } from './line/command.ts';
import { findService } from './line/find-service.ts';
import { orderTasks } from './line/find-task.ts';

export interface ServiceReply {
  readonly kind: 'service';
  readonly service: Service;
  readonly steady: boolean;
  /** Names of the images that its tasks run, those of an older deployment too. */
  readonly images: readonly string[];
  /** The most urgent of its tasks that start or run. */
  readonly tasks: readonly Task[];
  readonly taskCount: number;
  /** Which changes the caller has a grant for. */
  readonly may: { readonly scale: boolean; readonly stopTask: boolean };
}

/** More are a press away. */
const shownTasks = 6;

/**
 * `/ecs service <target>`: one service on one screen. For t tasks 1 DescribeServices + ceil(t/100) ListTasks +
 * ceil(t/100) DescribeTasks + 1 DescribeServiceRevisions; a target without its cluster costs the lists that find it.
 */
export const service = defineCommand({
  name: 'service',
  kind: 'read',
  words: [{ name: 'target', hint: 'cluster/service' }],
  flags: [shareFlag],
  examples: ['service shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target }, context): Promise<CommandResult<ServiceReply>> {
    const { ecs } = context;
    const found = await findService(ecs, target);
    const { cluster, name, tags } = found;
    const [tasks, revisions, scale, stopTask] = await Promise.all([
      readTasks(ecs, found),
      describeServiceRevisions(ecs, found.revisionArns),
      mayPress(context, 'change', 'scale', { cluster, name, tags }),
      mayPress(context, 'change', 'stop-task', { cluster, name, tags }),
    ]);
    // A service that was last deployed before October 2024 has no revision: then its tasks tell the images.
    const containers = revisions.flatMap(({ images }) => images);
    const images = containers.length > 0 ? containers : tasks.flatMap((task) => task.containers);
    const reply: ServiceReply = {
      kind: 'service',
      service: found,
      steady: isSteady(found),
      images: [...new Set(images.map(({ image }) => image))],
      tasks: tasks.slice(0, shownTasks),
      taskCount: tasks.length,
      may: { scale, stopTask },
    };
    return { type: 'reply', reply };
  },
});

async function readTasks(ecs: ECSClient, { cluster, name }: Service): Promise<Task[]> {
  const arns = await listTasks(ecs, { cluster, service: name, desiredStatus: 'RUNNING' });
  return orderTasks(await describeTasks(ecs, cluster, arns));
}
