import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/wire.ts';
import { findAll, findService, readIdentifier } from '../find.ts';
import {
  describeServiceDeployment,
  describeServiceRevision,
  serviceDeploymentStatus,
} from '../model/describe-service.ts';
import type { DeploymentEntity, ServiceEntity } from '../model/service.ts';
import { invalidParameter } from '../refuse.ts';
import { type EcsActions, takePage } from '../request-model.ts';
import { completedBefore } from '../scheduler/decide.ts';
import { endRollout, rollBack } from '../scheduler/deployments.ts';
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
      .map((deployment) => brief(world, service, deployment))
      .filter(({ status }) => input.status?.some((wanted) => wanted === status) ?? true);
    const all = new Map(briefs.map((one) => [one.serviceDeploymentArn ?? '', one]));
    const { items, nextToken } = takePage('ListServiceDeployments', [...all.keys()], input, 20);
    return { serviceDeployments: items.flatMap((arn) => all.get(arn) ?? []), nextToken };
  },

  /**
   * `aws ecs stop-service-deployment --service-deployment-arn … --stop-type ROLLBACK`: rolls back to the previous deployment, even where no rollback
   * is configured; one that is already rolling back is left alone. ABORT is in the API's enum but not documented anywhere: refused.
   */
  StopServiceDeployment(world, { serviceDeploymentArn = '', stopType = 'ROLLBACK' }) {
    if (stopType !== 'ROLLBACK') throw invalidParameter(`Stop type ${stopType} is not supported.`);
    readIdentifier(world, serviceDeploymentArn, 'service-deployment');
    const found = findDeployment(world, serviceDeploymentArn);
    if (found === undefined) {
      throw new ServiceError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
    }
    const { service, deployment } = found;
    const before = completedBefore(service, deployment);
    const status = serviceDeploymentStatus(service, deployment);
    if (status === 'ROLLBACK_IN_PROGRESS') return { serviceDeploymentArn };
    if (status !== 'IN_PROGRESS' || before === undefined) {
      throw new ServiceError(
        'ConflictException',
        'The service deployment can not be stopped in its present state.',
      );
    }
    endRollout(
      world,
      service,
      deployment,
      'FAILED',
      `ECS deployment ${deployment.id} was stopped by a user.`,
    );
    rollBack(world, service, deployment, before, `ECS deployment rolling back to deploymentId ${before.id}.`);
    return { serviceDeploymentArn };
  },
} satisfies EcsActions;

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
