import { describeTask } from '../describe/describe-task.ts';
import type { EcsWorld } from '../ecs-world.ts';
import type { TaskEntity } from '../entities/task-entity.ts';

/** `ECS Task State Change`: what DescribeTasks would answer now, with ISO times and without the fields that only the API has: health is one. */
export function emitTaskStateChange(world: EcsWorld, task: TaskEntity): void {
  const {
    tags,
    attributes,
    attachments,
    healthStatus,
    platformFamily,
    fargateEphemeralStorage,
    overrides,
    containers,
    ...common
  } = describeTask(task);
  world.emit({
    'detail-type': 'ECS Task State Change',
    resources: [task.arn],
    detail: {
      ...common,
      // The API names the type in full, the event in short and without the interface's host name.
      attachments: attachments?.map(({ details, ...attachment }) => ({
        ...attachment,
        type: 'eni',
        details: details?.filter(({ name }) => name !== 'privateDnsName'),
      })),
      overrides: { containerOverrides: overrides?.containerOverrides },
      containers: containers?.map(({ healthStatus: _, networkBindings, ...container }) => container),
      updatedAt: new Date(task.updatedAt),
    },
  });
}
