import { createHash } from 'node:crypto';
import type { DesiredCounts } from '../autoscaling/scalable-targets.ts';
import type { AwsService } from '../aws/protocols.ts';
import { byModel } from '../aws/request-model.ts';
import type { AwsPlace } from '../aws/wire.ts';
import type { EventBridgeEvent } from '../events/bus.ts';
import { clusterActions } from './actions/clusters.ts';
import { deploymentActions } from './actions/deployments.ts';
import { serviceActions } from './actions/services.ts';
import { taskDefinitionActions } from './actions/task-definitions.ts';
import { taskActions } from './actions/tasks.ts';
import { createEmit, emitServiceAction } from './events.ts';
import type { HookCall } from './model/service.ts';
import { createArns, createEcsStore, createIds, createLaggingReads } from './model/store.ts';
import type { ContainerEntity, ContainerRuntime, TargetGroups, TaskEntity } from './model/task.ts';
import { ecsModel } from './request-model.ts';
import { createWake } from './scheduler/launch.ts';
import { registerTargets } from './scheduler/life-cycle.ts';
import { reconcileService } from './scheduler/reconcile.ts';
import { containerExited, runContainers } from './scheduler/start-task.ts';
import { stopTask } from './scheduler/stop-task.ts';
import { type EcsSnapshot, takeSnapshot } from './snapshot.ts';
import { createEcsTime, type EcsWorld } from './world.ts';

const hourMs = 60 * 60 * 1000;

export interface EcsOptions extends AwsPlace {
  /** 1 is real time; divides life-cycle durations only, never timestamps. */
  readonly speed: number;
  /** Gets every event at once and in order; duplicating and shuffling them is up to the caller. Must not throw. */
  readonly onEvent: (event: EventBridgeEvent) => void;
  /** What a tag in this account's ECR points to now; undefined makes the pull fail. When absent, every image exists. */
  readonly resolveImage?: (image: string) => { readonly digest: string } | undefined;
  /** Called for each container that starts running, with the time (epoch milliseconds), past ones too. */
  readonly onContainerStart?: (task: TaskEntity, container: ContainerEntity, at: number) => void;
  /** Runs containers as processes. When absent, all are simulated. */
  readonly runtime?: ContainerRuntime | undefined;
  /** Answers for the Lambda functions of lifecycle hooks, at once or with a promise; when absent, all succeed. */
  readonly invokeHook?: ((functionArn: string, call: HookCall) => unknown) | undefined;
  /** The load balancer of the containers that are processes. */
  readonly targetGroups?: TargetGroups | undefined;
  /** From 0 up to, but not including, 1. */
  readonly random?: () => number;
  /** How far ECS's reads of services and tasks lag behind its writes, in milliseconds; no lag when absent. */
  readonly readLagMs?: number | undefined;
  /** How long a stopped task stays visible, in milliseconds; an hour, as on AWS, when absent. */
  readonly stoppedTaskIsShownFor?: number | undefined;
}

/** Lets the local ECS run in the past, to start with services that have been steady for hours. */
interface EcsPast {
  readonly agoMs: number;
  /** What tags pointed to then. */
  readonly resolveImage: (image: string) => { readonly digest: string } | undefined;
  readonly live: () => void;
}

export interface LocalEcs {
  readonly service: AwsService;
  /** Turns a service into an Express service, as CreateExpressGatewayService would, which is not supported here. */
  makeExpress(cluster: string, service: string): void;
  /** Read and written by Application Auto Scaling. */
  readonly desiredCounts: DesiredCounts;
  snapshot(): EcsSnapshot;
  /** Calls back after every change, without saying what changed; the returned function unsubscribes. */
  onChange(listener: () => void): () => void;
  /** Runs `live` as if it were `agoMs` ago and skips the time since then. Sends no events for it. */
  inThePast(past: EcsPast): void;
  /** Ends a running task as nobody asked for: its first container exits, or AWS takes it away for this reason. Nothing if it does not run. */
  endTask(
    taskArn: string,
    how: { readonly exitCode: number; readonly reason?: string } | { readonly takenFor: string },
  ): void;
  /** Puts a CloudWatch alarm into ALARM or back: a deployment that names it may then be rolled back. */
  setAlarm(name: string, state: 'ALARM' | 'OK'): void;
  /** Cancels all timers. */
  close(): void;
}

/** Amazon ECS on one machine: its actions, with a scheduler that keeps services at their desired count. */
export function createEcs(options: EcsOptions): LocalEcs {
  const { accountId, region, random = Math.random, stoppedTaskIsShownFor = hourMs } = options;
  const listeners = new Set<() => void>();
  const ids = createIds(random);
  const time = createEcsTime(options.clock, options.speed);
  let past: EcsPast | undefined;

  const place = { accountId, region, ids, now: () => time.now() };
  const emit = createEmit(place, (event) => {
    if (past === undefined) options.onEvent(event);
  });
  const store = createEcsStore();
  const reads = createLaggingReads(store, options.readLagMs ?? 0, () => options.clock.now());
  const world: EcsWorld = {
    accountId,
    region,
    time,
    random,
    stoppedTaskIsShownFor,
    ids,
    arns: createArns(region, accountId),
    store,
    digestOf: createDigestOf(accountId, (image) => {
      const resolveImage = past?.resolveImage ?? options.resolveImage;
      return resolveImage === undefined ? { digest: stableDigest(image) } : resolveImage(image);
    }),
    containerStarted: (task, container) => options.onContainerStart?.(task, container, time.now()),
    // No process runs in the past; those of tasks still running are started afterwards.
    run: (task, container) => (past === undefined ? options.runtime?.run(task, container) : undefined),
    invokeHook: options.invokeHook ?? (() => ({ hookStatus: 'SUCCEEDED' })),
    ringingAlarms: new Set(),
    targetGroups: options.targetGroups,
    emit,
    changed() {
      reads.note();
      if (past === undefined) for (const listener of [...listeners]) listener();
    },
    wake: createWake(time, (arn) => {
      const service = store.services.get(arn);
      if (service !== undefined) reconcileService(world, service);
    }),
    timers: new Map(),
  };

  return {
    service: {
      name: 'ecs',
      targetPrefix: 'AmazonEC2ContainerServiceV20141113',
      actions: byModel(
        ecsModel,
        {
          ...clusterActions,
          ...deploymentActions,
          ...serviceActions,
          ...taskDefinitionActions,
          ...taskActions,
        },
        (action: string): EcsWorld => ({ ...world, store: reads.storeFor(action) }),
      ),
    },
    makeExpress(cluster, name) {
      const service = store.services.get(world.arns.service(cluster, name));
      if (service !== undefined) service.resourceManagementType = 'ECS';
    },
    desiredCounts: createDesiredCounts(world),
    snapshot: () => takeSnapshot(world),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    inThePast(life) {
      past = life;
      try {
        time.inThePast(life.agoMs, life.live);
      } finally {
        past = undefined;
      }
      for (const task of store.tasks.values()) {
        runContainers(world, task);
        if (task.lastStatus === 'RUNNING') registerTargets(world, task);
      }
      world.changed();
    },
    endTask(taskArn, how) {
      const task = store.tasks.get(taskArn);
      const [container] = task?.containers ?? [];
      if (task?.lastStatus !== 'RUNNING' || container?.lastStatus !== 'RUNNING') return;
      if ('takenFor' in how) stopTask(world, task, 'TerminationNotice', how.takenFor);
      else containerExited(world, task, container, { reason: undefined, ...how });
    },
    setAlarm(name, state) {
      if (state === 'OK') world.ringingAlarms.delete(name);
      else world.ringingAlarms.add(name);
      for (const arn of store.services.keys()) world.wake(arn);
    },
    close: () => time.close(),
  };
}

/**
 * Finds the digest of an image: from `lookUp` for an image in this account's ECR (undefined if the registry does not have it), from its own name if
 * it has a digest, else a stable made-up one, as if other registries had every image.
 */
function createDigestOf(
  accountId: string,
  lookUp: (image: string) => { readonly digest: string } | undefined,
) {
  return (image: string): string | undefined => {
    if (image.startsWith(`${accountId}.dkr.ecr.`)) return lookUp(image)?.digest;
    const [, named] = image.split('@');
    return named ?? stableDigest(image);
  };
}

/** A made-up image digest, always the same for the same text. */
function stableDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function createDesiredCounts(world: EcsWorld): DesiredCounts {
  const find = (cluster: string, name: string) => {
    const service = world.store.services.get(world.arns.service(cluster, name));
    return service?.status === 'ACTIVE' ? service : undefined;
  };
  return {
    read: (cluster, name) => find(cluster, name)?.settings.desiredCount,
    write(cluster, name, desiredCount) {
      const service = find(cluster, name);
      if (service === undefined || service.settings.desiredCount === desiredCount) return;
      service.settings.desiredCount = desiredCount;
      emitServiceAction(world, service, 'SERVICE_DESIRED_COUNT_UPDATED');
      world.changed();
      world.wake(service.arn);
    },
  };
}
