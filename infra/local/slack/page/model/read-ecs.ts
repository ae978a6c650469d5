import type { EcsCluster, EcsService, EcsTask } from './ecs-snapshot.ts';

type Json = Readonly<Record<string, unknown>>;

/** The snapshot of the local ECS (clusters, their services, their tasks), in ECS's own field names. */
export function readEcs(snapshot: unknown): readonly EcsCluster[] {
  return list((snapshot as Json | undefined)?.clusters ?? snapshot).map((cluster) => ({
    name: text(cluster, 'clusterName', 'name'),
    services: list(cluster.services).map(readService),
  }));
}

function readService(service: Json): EcsService {
  const tasks = list(service.tasks).map(readTask);
  const [deployment] = list(service.deployments);
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
  return {
    name: text(service, 'serviceName', 'name'),
    desired: number(service.desiredCount, tasks.length),
    running: number(service.runningCount, running),
    pending: number(service.pendingCount, 0),
    taskDefinition: text(service, 'taskDefinition', 'taskDefinitionArn').split('/').at(-1) ?? '',
    rollout: text(service, 'rolloutState') || text(deployment ?? {}, 'rolloutState'),
    tasks,
  };
}

function readTask(task: Json): EcsTask {
  return {
    id: text(task, 'taskArn', 'arn', 'id').split('/').at(-1) ?? '',
    lastStatus: text(task, 'lastStatus', 'status') || 'RUNNING',
    desiredStatus: text(task, 'desiredStatus'),
    healthStatus: text(task, 'healthStatus'),
    stoppedReason: text(task, 'stoppedReason'),
  };
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json, ...names: readonly string[]): string {
  const found = names.map((name) => value[name]).find((one) => typeof one === 'string');
  return typeof found === 'string' ? found : '';
}

function number(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
