import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/wire.ts';
import { findAll, findService, readIdentifier } from '../find.ts';
import {
  describeServiceDeployment,
  describeServiceRevision,
  serviceDeploymentStatus,
} from '../model/describe-deployment.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import { invalidParameter } from '../refuse.ts';
import { type EcsActions, takePage } from '../request-model.ts';
import { completedBefore } from '../scheduler/decide.ts';
import { failAtStage, failDeployment } from '../scheduler/deployments.ts';
import { endHook } from '../scheduler/hooks.ts';
import type { EcsWorld } from '../world.ts';

export const deploymentActions = {
  /** `aws ecs describe-service-deployments --service-deployment-arns …`: at most 20. */
  DescribeServiceDeployments(world, input) {
    const { serviceDeploymentArns: arns = [] } = input;
    for (const arn of arns) readIdentifier(world, arn, 'service-deployment');
    const { found, failures } = findAll(arns, (arn) => findDeployment(world, arn));
    return {
      serviceDeployments: found.map((one) => describeServiceDeployment(world, one.service, one.deployment)),
      failures,
    };
  },

  /** `aws ecs describe-service-revisions --service-revision-arns …`: at most 20; shows the digests that a deployment began with. */
  DescribeServiceRevisions(world, input) {
    const { serviceRevisionArns: arns = [] } = input;
    for (const arn of arns) readIdentifier(world, arn, 'service-revision');
    const all = allDeployments(world).map(({ service, deployment: { revision } }) => ({ service, revision }));
    const { found, failures } = findAll(arns, (arn) => all.find(({ revision }) => revision.arn === arn));
    return {
      serviceRevisions: found.map(({ service, revision }) => describeServiceRevision(service, revision)),
      failures,
    };
  },

  /** `aws ecs list-service-deployments --service …`: newest first, 20 a page. */
  ListServiceDeployments(world, input) {
    const service = findService(world, input.cluster, input.service);
    const { after, before } = input.createdAt ?? {};
    // Deployments of other controllers are not service deployments.
    const own = service.deploymentController.type === 'ECS' ? service.deployments : [];
    const briefs = own
      .filter(
        ({ createdAt }) =>
          (after === undefined || createdAt > after.getTime()) &&
          (before === undefined || createdAt < before.getTime()),
      )
      // A rollback puts the older one first.
      .toSorted((one, other) => other.createdAt - one.createdAt)
      .map((deployment) => brief(world, service, deployment))
      .filter(({ status }) => input.status?.some((wanted) => wanted === status) ?? true);
    const all = new Map(briefs.map((one) => [one.serviceDeploymentArn ?? '', one]));
    const { items, nextToken } = takePage('ListServiceDeployments', [...all.keys()], input, 20);
    return { serviceDeployments: items.flatMap((arn) => all.get(arn) ?? []), nextToken };
  },

  /**
   * `aws ecs stop-service-deployment --service-deployment-arn … --stop-type ROLLBACK`: rolls back to the previous deployment, even where no rollback
   * is configured; one that is already stopping or rolling back is left alone. ABORT is in the API's enum but not documented anywhere: refused.
   */
  StopServiceDeployment(world, { serviceDeploymentArn = '', stopType = 'ROLLBACK' }) {
    if (stopType !== 'ROLLBACK') throw invalidParameter(`Stop type ${stopType} is not supported.`);
    const { service, deployment } = findOne(world, serviceDeploymentArn);
    const status = serviceDeploymentStatus(service, deployment);
    if (ending.includes(status)) return { serviceDeploymentArn };
    const mayStop = status === 'PENDING' || status === 'IN_PROGRESS';
    if (!mayStop || completedBefore(service, deployment) === undefined) {
      throw new ServiceError(
        'ConflictException',
        'The service deployment can not be stopped in its present state.',
      );
    }
    failDeployment(world, service, deployment, {
      reason: `ECS deployment ${deployment.id} was stopped by a user.`,
      rollback: 'ECS deployment',
    });
    if (deployment.rollback !== undefined) deployment.rollback.isRequested = true;
    world.changed();
    return { serviceDeploymentArn };
  },

  /**
   * `aws ecs continue-service-deployment --service-deployment-arn … --hook-id … --action CONTINUE`: ends a PAUSE hook that waits. ROLLBACK lets the
   * deployment fail, whatever its other hooks say.
   */
  ContinueServiceDeployment(world, { serviceDeploymentArn = '', hookId, action = 'CONTINUE' }) {
    const { service, deployment } = findOne(world, serviceDeploymentArn);
    const hook = deployment.progress?.hooks.find(({ id }) => id === hookId);
    if (hook === undefined) throw invalidParameter(`Hook ${hookId} not found in the service deployment.`);
    const isUnderWay = serviceDeploymentStatus(service, deployment) === 'IN_PROGRESS';
    if (!isUnderWay || hook.status !== 'AWAITING_ACTION') {
      throw invalidParameter(`Hook ${hookId} is not awaiting an action.`);
    }
    endHook(world, service, deployment, hook, action === 'CONTINUE' ? 'SUCCEEDED' : 'FAILED');
    if (action === 'ROLLBACK') {
      failAtStage(world, service, deployment, 'HOOK_FAILED');
      if (deployment.rollback !== undefined) deployment.rollback.isRequested = true;
    }
    return { serviceDeploymentArn };
  },
} satisfies EcsActions;

const ending: readonly string[] = ['STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'];

function findOne(world: EcsWorld, arn: string) {
  readIdentifier(world, arn, 'service-deployment');
  const found = findDeployment(world, arn);
  if (found === undefined) {
    throw new ServiceError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
  }
  return found;
}

function allDeployments({ store }: EcsWorld) {
  return [...store.services.values()].flatMap((service) =>
    service.deployments.map((deployment) => ({ service, deployment })),
  );
}

function findDeployment(world: EcsWorld, arn: string) {
  return allDeployments(world).find(({ deployment }) => deployment.serviceDeploymentArn === arn);
}

function brief(
  world: EcsWorld,
  service: ServiceEntity,
  deployment: DeploymentEntity,
): ServiceDeploymentBrief {
  const whole = describeServiceDeployment(world, service, deployment);
  return {
    serviceDeploymentArn: whole.serviceDeploymentArn,
    serviceArn: whole.serviceArn,
    clusterArn: whole.clusterArn,
    startedAt: whole.startedAt,
    createdAt: whole.createdAt,
    finishedAt: whole.finishedAt,
    targetServiceRevisionArn: deployment.revision.arn,
    status: whole.status,
    statusReason: whole.statusReason,
  };
}
