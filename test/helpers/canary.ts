import { readFileSync } from 'node:fs';
import { startTaskEvents } from './events-function.ts';

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/events/${name}.json`, import.meta.url), 'utf8'));
export const [documented, hookDocumented] = [fixture('deployment-failed'), fixture('hook-awaiting-action')];

export const arn = 'arn:aws:ecs:us-west-2:111122223333:service-deployment/shop/web/sd-1';
export const primary = {
  id: 'ecs-svc/2',
  status: 'PRIMARY',
  taskDefinition: 'web:4',
  desiredCount: 3,
  runningCount: 3,
  rolloutState: 'IN_PROGRESS',
};
export const active = {
  ...primary,
  id: 'ecs-svc/1',
  status: 'ACTIVE',
  taskDefinition: 'web:3',
  rolloutState: 'COMPLETED',
};
export const minute = 60_000;

export type World = Awaited<ReturnType<typeof startTaskEvents>>;

/** A canary of `shop/web` that has begun, with a bake time of 20 minutes and steps of 10. */
export async function startCanary(notify = 'all') {
  const world = await startTaskEvents();
  world.ecs.tags = { 'ecs-bot:notify': notify };
  world.ecs.deployments = [primary, active];
  setStage(world, 'SCALE_UP', { running: 1 });
  const detail = {
    eventType: 'INFO',
    eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
    deploymentId: primary.id,
    updatedAt: new Date(world.clock.now()).toISOString(),
  };
  const resources = ['arn:aws:ecs:us-west-2:111122223333:service/shop/web'];
  await world.deliver(JSON.stringify({ ...documented, id: 'begun', resources, detail }));
  return world;
}

interface Stage {
  readonly weight?: number;
  readonly running?: number;
  readonly hooks?: readonly object[];
  readonly status?: string;
}

export function setStage(
  { ecs }: World,
  stage: string,
  { weight, running = 3, hooks = [], status }: Stage = {},
) {
  const tasks = { requestedTaskCount: 3, pendingTaskCount: 0 };
  ecs.serviceDeployment = {
    serviceDeploymentArn: arn,
    status: status ?? 'IN_PROGRESS',
    createdAt: Date.parse('2026-01-05T10:00:00Z') / 1000,
    lifecycleStage: stage,
    targetServiceRevision: {
      ...tasks,
      runningTaskCount: running,
      ...(weight !== undefined && { requestedProductionTrafficWeight: weight }),
    },
    lifecycleHookDetails: hooks,
    deploymentConfiguration: {
      strategy: 'CANARY',
      bakeTimeInMinutes: 20,
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 10 },
      lifecycleHooks: [
        {
          targetType: 'PAUSE',
          lifecycleStages: ['POST_SCALE_UP'],
          timeoutConfiguration: { timeoutInMinutes: 240 },
        },
      ],
    },
  };
}

export function hookEvent({ clock }: World, eventName: string, hookId = 'h1') {
  const { detail } = hookDocumented;
  const at = { updatedAt: `${new Date(clock.now()).toISOString().slice(0, -1)}123456Z` };
  const own = { serviceDeploymentArn: arn, eventName, hookId, lifecycleStage: 'POST_SCALE_UP', ...at };
  return JSON.stringify({ ...hookDocumented, id: `${eventName} ${hookId}`, detail: { ...detail, ...own } });
}
