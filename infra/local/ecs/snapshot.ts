import { countTasks, taskHealth } from './model/describe-task.ts';
import type { ServiceEntity } from './model/service.ts';
import type { TargetHealth, TaskEntity } from './model/task.ts';
import { targetHealth } from './scheduler/life-cycle.ts';
import { shiftingDeployment } from './scheduler/shift.ts';
import { currentStep } from './scheduler/stages.ts';
import { trafficShares } from './scheduler/traffic.ts';
import type { EcsWorld } from './world.ts';

/** A task as the page shows it. Times are epoch milliseconds. */
export interface TaskSnapshot {
  readonly taskArn: string;
  readonly id: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly healthStatus: string;
  readonly availabilityZone: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly image: string;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** The id of its process, if it is a real one and is running. */
  readonly pid?: number;
  /** Its health at the load balancer, while registered. */
  readonly target?: TargetHealth;
}

export interface ServiceSnapshot {
  readonly serviceArn: string;
  readonly name: string;
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly rolloutState: string;
  /** Where a deployment that has stages stands while it is under way. */
  readonly lifecycleStage?: string;
  /** The share of production traffic of its new tasks, in percent. */
  readonly newTraffic?: number;
  readonly taskDefinition: string;
  readonly isSteady: boolean;
  readonly lastEvent: string;
  /** The load balancer's URL and its own errors by HTTP status, when the tasks are processes. */
  readonly loadBalancer?: { readonly url: string; readonly errors: Readonly<Record<string, number>> };
  /** Stopped ones too, as long as ECS shows them; newest first. */
  readonly tasks: readonly TaskSnapshot[];
}

export interface ClusterSnapshot {
  readonly clusterArn: string;
  readonly name: string;
  readonly services: readonly ServiceSnapshot[];
  /** Tasks of no service. */
  readonly tasks: readonly TaskSnapshot[];
}

export interface EcsSnapshot {
  readonly clusters: readonly ClusterSnapshot[];
}

/** The state of the local ECS as plain values, without deleted resources. */
export function takeSnapshot(world: EcsWorld): EcsSnapshot {
  const { store } = world;
  const tasksByService = Map.groupBy([...store.tasks.values()].toReversed(), ({ serviceArn }) => serviceArn);
  const alone = tasksByService.get(undefined) ?? [];
  const services = [...store.services.values()].filter(({ status }) => status !== 'INACTIVE');
  return {
    clusters: [...store.clusters.values()]
      .filter(({ status }) => status === 'ACTIVE')
      .map((cluster) => ({
        clusterArn: cluster.arn,
        name: cluster.name,
        services: services
          .filter(({ clusterName }) => clusterName === cluster.name)
          .map((service) => ofService(world, service, tasksByService.get(service.arn) ?? [])),
        tasks: alone
          .filter(({ clusterName }) => clusterName === cluster.name)
          .map((task) => ofTask(world, task)),
      })),
  };
}

function ofService(world: EcsWorld, service: ServiceEntity, own: readonly TaskEntity[]): ServiceSnapshot {
  const { running, pending } = countTasks(own);
  const { targetGroups } = world;
  const [newest] = service.deployments;
  // While it is rolled back, an older one is the newest again.
  const moving = shiftingDeployment(service) ?? newest;
  const stage = moving && currentStep(moving)?.stage;
  const share = moving && trafficShares(service, moving).production[moving.revision.arn];
  const { taskDefinition, loadBalancers } = service.settings;
  const isServed =
    loadBalancers.length > 0 && own.some(({ containers }) => containers.some((one) => one.process));
  return {
    serviceArn: service.arn,
    name: service.name,
    status: service.status,
    desiredCount: service.settings.desiredCount,
    runningCount: running,
    pendingCount: pending,
    rolloutState: newest?.rolloutState ?? '',
    ...(stage !== undefined && { lifecycleStage: stage }),
    ...(stage !== undefined && share !== undefined && { newTraffic: share }),
    taskDefinition: taskDefinition === undefined ? '' : `${taskDefinition.family}:${taskDefinition.revision}`,
    isSteady: service.isSteady,
    lastEvent: service.events[0]?.message ?? '',
    ...(isServed &&
      targetGroups !== undefined && {
        loadBalancer: { url: targetGroups.url, errors: targetGroups.errors() },
      }),
    tasks: own.map((task) => ofTask(world, task)),
  };
}

function ofTask(world: EcsWorld, task: TaskEntity): TaskSnapshot {
  const { family, revision } = task.taskDefinition;
  const running = task.containers.find(({ lastStatus, process }) => lastStatus === 'RUNNING' && process);
  const pid = running?.process?.pid;
  const [target] = targetHealth(world, task);
  return {
    taskArn: task.arn,
    id: task.id,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: taskHealth(task),
    availabilityZone: task.availabilityZone,
    taskDefinition: `${family}:${revision}`,
    image: task.containers[0]?.image ?? '',
    createdAt: task.createdAt,
    ...(task.startedAt !== undefined && { startedAt: task.startedAt }),
    ...(task.stoppedAt !== undefined && { stoppedAt: task.stoppedAt }),
    ...(task.stopCode !== undefined && { stopCode: task.stopCode }),
    ...(task.stoppedReason !== undefined && { stoppedReason: task.stoppedReason }),
    ...(pid !== undefined && { pid }),
    ...(target !== undefined && { target }),
  };
}
