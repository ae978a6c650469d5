import type { EventBridgeEvent } from '../events/bus.ts';
import { describeTask } from './model/describe-task.ts';
import type { DeploymentEntity, HookEntity, ServiceEntity } from './model/service.ts';
import type { Ids } from './model/store.ts';
import type { TaskEntity } from './model/task.ts';
import type { EcsWorld } from './world.ts';

/** Wraps an event in its envelope. Dates become ISO strings and absent fields are dropped, as on EventBridge. */
export function createEmit(
  place: { readonly accountId: string; readonly region: string; readonly ids: Ids; now(): number },
  onEvent: (event: EventBridgeEvent) => void,
) {
  return (event: Pick<EventBridgeEvent, 'detail-type' | 'resources' | 'detail'>): void => {
    onEvent({
      version: '0',
      id: place.ids.uuid(),
      'detail-type': event['detail-type'],
      source: 'aws.ecs',
      account: place.accountId,
      time: new Date(place.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: place.region,
      resources: event.resources,
      detail: JSON.parse(JSON.stringify(event.detail)),
    });
  };
}

const deploymentEventTypes = { IN_PROGRESS: 'INFO', COMPLETED: 'INFO', FAILED: 'ERROR' } as const;

/** `ECS Deployment State Change`, for ECS's own deployments only: the reason is the deployment's, the cluster appears only within `resources`. */
export function emitDeploymentStateChange(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): void {
  if (service.deploymentController.type !== 'ECS') return;
  world.emit({
    'detail-type': 'ECS Deployment State Change',
    resources: [service.arn],
    detail: {
      eventType: deploymentEventTypes[deployment.rolloutState],
      eventName: `SERVICE_DEPLOYMENT_${deployment.rolloutState}`,
      deploymentId: deployment.id,
      updatedAt: new Date(deployment.updatedAt),
      reason: deployment.rolloutStateReason,
    },
  });
}

/** `ECS Hook State Change`: the hook's status, without the task definition and the timeout action. */
export function emitHookStateChange(
  world: EcsWorld,
  service: ServiceEntity,
  { serviceDeploymentArn }: DeploymentEntity,
  { id, hook, stage, status, expiresAt }: HookEntity,
): void {
  world.emit({
    'detail-type': 'ECS Hook State Change',
    resources: [serviceDeploymentArn],
    detail: {
      eventType: 'INFO',
      eventName: `HOOK_${status}`,
      hookId: id,
      hookType: hook.targetType,
      expiresAt: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
      lifecycleStage: stage,
      clusterArn: service.clusterArn,
      serviceArn: service.arn,
      serviceDeploymentArn,
      // Of all times in ECS's events only this one has nanoseconds.
      updatedAt: new Date(world.time.now()).toISOString().replace('Z', '000000Z'),
    },
  });
}

const serviceEventTypes = {
  SERVICE_DESIRED_COUNT_UPDATED: 'INFO',
  SERVICE_STEADY_STATE: 'INFO',
  SERVICE_TASK_START_IMPAIRED: 'WARN',
  SERVICE_TASK_PLACEMENT_FAILURE: 'ERROR',
} as const;

/** `ECS Service Action`: the service itself is in `resources` only. `reason` is what was lacking, `RESOURCE:FARGATE`. */
export function emitServiceAction(
  world: EcsWorld,
  service: ServiceEntity,
  eventName: keyof typeof serviceEventTypes,
  reason?: string,
): void {
  world.emit({
    'detail-type': 'ECS Service Action',
    resources: [service.arn],
    detail: {
      eventType: serviceEventTypes[eventName],
      eventName,
      clusterArn: service.clusterArn,
      ...(reason !== undefined && { reason }),
      createdAt: new Date(world.time.now()),
    },
  });
}

/** `ECS Task State Change`: what DescribeTasks would return now, with ISO times and without fields that only the API has, such as health. */
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
      // The API gives the full type; the event gives a short one, and omits the interface's host name.
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

/** Adds a problem to the service's events once, however often the scheduler meets it, until something else happens. Returns whether it is new. */
export function recordLastingProblem(world: EcsWorld, service: ServiceEntity, text: string): boolean {
  if (service.events[0]?.message.endsWith(text) === true) return false;
  recordServiceEvent(world, service, text);
  return true;
}

/** Adds a line to the service's events, which keep the newest 100. `text` follows `(service <name>) `. */
export function recordServiceEvent(world: EcsWorld, service: ServiceEntity, text: string): void {
  service.events.unshift({
    id: world.ids.uuid(),
    createdAt: world.time.now(),
    message: `(service ${service.name}) ${text}`,
  });
  service.events.length = Math.min(service.events.length, 100);
}
