import type { DeploymentEntity, ServiceEntity, Stage } from '../model/service.ts';
import { serviceTasks } from '../model/store.ts';
import type { EcsWorld } from '../world.ts';
import { isHealthy } from './life-cycle.ts';
import { presentTasks, scale } from './scale.ts';
import { currentStep, isBeforeScaleUp } from './stages.ts';

/** The BLUE_GREEN, LINEAR or CANARY deployment that moves a service's tasks and traffic now, forward or back; undefined when there is none. */
export function shiftingDeployment({ deployments }: ServiceEntity): DeploymentEntity | undefined {
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  const shifting =
    primary?.hasSucceeded === true
      ? deployments.find(
          ({ status, rollback }) =>
            status === 'ACTIVE' && rollback?.serviceRevisionArn === primary.revision.arn,
        )
      : primary;
  return shifting?.configuration.strategy === 'ROLLING' ? undefined : shifting;
}

/** Gives each revision its tasks: both have the desired count until the stage in which one goes. */
export function scaleRevisions(world: EcsWorld, service: ServiceEntity, shifting: DeploymentEntity): void {
  for (const deployment of service.deployments) {
    if (deployment.status === 'INACTIVE') continue;
    const tasks = serviceTasks(world.store, service).filter(
      ({ deploymentId }) => deploymentId === deployment.id,
    );
    const live = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
    const desiredCount = requestedCount(service, shifting, deployment, live);
    scale(world, service, deployment, {
      tasks,
      desiredCount,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
    });
  }
}

function requestedCount(
  { settings: { desiredCount } }: ServiceEntity,
  shifting: DeploymentEntity,
  deployment: DeploymentEntity,
  live: number,
): number {
  const stage = currentStep(shifting)?.stage;
  const isLast = stage === undefined || stage === 'CLEAN_UP';
  const isBack = shifting.rollback !== undefined;
  if (deployment === shifting) {
    // What is on its way out gets no new tasks.
    if (isBack) return isLast ? 0 : Math.min(live, desiredCount);
    return isBeforeScaleUp(stage) ? 0 : desiredCount;
  }
  return isSource(shifting, deployment) && (isBack || !isLast) ? desiredCount : 0;
}

/** Whether this is the revision that serves until the shifting one does, or serves again. */
function isSource({ rollback, progress }: DeploymentEntity, { revision }: DeploymentEntity): boolean {
  return revision.arn === (rollback?.serviceRevisionArn ?? progress?.sourceRevisionArn);
}

/** Whether an older deployment has to stay, though it may have no task at the moment. */
export function isNeeded(shifting: DeploymentEntity | undefined, deployment: DeploymentEntity): boolean {
  const stage = shifting && currentStep(shifting)?.stage;
  return (
    shifting !== undefined && stage !== undefined && stage !== 'CLEAN_UP' && isSource(shifting, deployment)
  );
}

/** Whether a service's tasks are as a stage of its shifting deployment leaves them. */
export function isStageReached(
  world: EcsWorld,
  service: ServiceEntity,
  shifting: DeploymentEntity,
  stage: Stage,
): boolean {
  const present = presentTasks(world, service);
  const isBack = shifting.rollback !== undefined;
  const source = service.deployments.find((deployment) => isSource(shifting, deployment));
  const staying = isBack ? source : shifting;
  const ofStaying = present.filter(({ deploymentId }) => deploymentId === staying?.id);
  if (stage === 'RECONCILE_SERVICE') {
    return present.every(({ deploymentId }) => [shifting.id, source?.id].includes(deploymentId));
  }
  if (stage === 'SCALE_UP') {
    return ofStaying.filter((task) => isHealthy(world, task)).length >= service.settings.desiredCount;
  }
  return stage !== 'CLEAN_UP' || ofStaying.length === present.length;
}
