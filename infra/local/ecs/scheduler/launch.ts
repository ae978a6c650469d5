import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import { nextProvider } from '../capacity-providers.ts';
import { recordServiceEvent } from '../events.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import { serviceTasks } from '../model/store.ts';
import type { EcsTime, EcsWorld } from '../world.ts';
import { createTask } from './create-task.ts';
import { recordFailedPlacement } from './deployments.ts';
import { startTask } from './start-task.ts';

/** Calls `look` for a name after a while; further calls until then are merged into it. */
export function createWake(time: EcsTime, look: (name: string) => void) {
  const waiting = new Map<string, { at: number; cancel: () => void }>();
  return (name: string, seconds = 1): void => {
    const at = time.now() + time.milliseconds(seconds);
    const other = waiting.get(name);
    if (other !== undefined && other.at <= at) return;
    other?.cancel();
    const cancel = time.afterSeconds(seconds, () => {
      waiting.delete(name);
      look(name);
    });
    waiting.set(name, { at, cancel });
  };
}

/** Fargate's own launch rate per second. */
const launchesPerLook = 20;
/** The account's limit of running tasks, so that a mistyped count doesn't overload the machine. */
const accountLimit = 250;

/** Starts tasks of a service's newest deployment, spread over zones. Without capacity none starts, and an event says so. */
export function launchServiceTasks(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
  count: number,
): void {
  const { settings, clusterName } = service;
  const { revision, taskDefinition } = deployment;
  if (revision.capacityProviderStrategy === undefined && revision.launchType !== 'FARGATE') {
    const why =
      ' because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
    recordFailedPlacement(world, service, why);
    return;
  }
  const room = accountLimit - countLive(world);
  // The next pass launches the rest.
  const launches = Math.min(count, launchesPerLook, room);
  if (launches <= 0) {
    const why = ". Reason: You've reached the limit on the number of tasks you can run concurrently.";
    recordFailedPlacement(world, service, why, 'RESOURCE:FARGATE');
    return;
  }
  const placed = serviceTasks(world.store, service)
    .filter(
      ({ deploymentId, desiredStatus }) => deploymentId === deployment.id && desiredStatus === 'RUNNING',
    )
    .map(({ capacityProviderName }) => capacityProviderName);
  const place = () => {
    const provider =
      revision.capacityProviderStrategy && nextProvider(revision.capacityProviderStrategy, placed);
    placed.push(provider);
    return provider;
  };
  const tasks = freeZones(world, service, launches).map((zone) =>
    createTask(world, {
      clusterName,
      taskDefinition,
      group: `service:${service.name}`,
      startedBy: deployment.id,
      service: { arn: service.arn, deploymentId: deployment.id },
      launchType: revision.launchType,
      capacityProvider: place(),
      platformVersion: revision.platformVersion,
      networkConfiguration: revision.networkConfiguration,
      targetGroupArns: revision.targetGroupArns,
      overrides: {},
      enableExecuteCommand: settings.enableExecuteCommand,
      tags: taskTags(service, taskDefinition.tags),
      zone,
    }),
  );
  const ids = tasks.map(({ id }) => `(task ${id})`).join(' ');
  recordServiceEvent(world, service, `has started ${tasks.length} tasks: ${ids}.`);
  for (const task of tasks) startTask(world, task, deployment);
}

function taskTags(service: ServiceEntity, ofTaskDefinition: ServiceEntity['tags']): ServiceEntity['tags'] {
  const { propagateTags, enableECSManagedTags } = service.settings;
  const propagated =
    propagateTags === 'SERVICE' ? service.tags : propagateTags === 'TASK_DEFINITION' ? ofTaskDefinition : [];
  const managed = enableECSManagedTags
    ? [
        { key: 'aws:ecs:clusterName', value: service.clusterName },
        { key: 'aws:ecs:serviceName', value: service.name },
      ]
    : [];
  return [...propagated, ...managed];
}

/** A zone for each new task, always the one with the fewest tasks of the service. */
function freeZones(world: EcsWorld, service: ServiceEntity, count: number): number[] {
  const crowd = Array.from({ length: zonesOf(service.settings.networkConfiguration) }, (_, zone) => ({
    zone,
    tasks: 0,
  }));
  for (const { availabilityZone, desiredStatus } of serviceTasks(world.store, service)) {
    const letter = 'abc'.indexOf(availabilityZone.at(-1) ?? '');
    for (const place of crowd) if (place.zone % 3 === letter && desiredStatus === 'RUNNING') place.tasks += 1;
  }
  return Array.from({ length: count }, () => {
    const free = crowd.reduce((one, other) => (other.tasks < one.tasks ? other : one));
    free.tasks += 1;
    return free.zone;
  });
}

function countLive(world: EcsWorld): number {
  return [...world.store.tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
}

/** How many zones the tasks are spread over: one per subnet, three where no subnets are named. */
export function zonesOf(networkConfiguration: NetworkConfiguration | undefined): number {
  return networkConfiguration?.awsvpcConfiguration?.subnets?.length || 3;
}
