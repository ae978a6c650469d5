import { ServiceError } from '../../aws/wire.ts';
import { findService, readIdentifier } from '../find.ts';
import {
  describeServiceDeployment,
  describeServiceRevision,
  serviceDeploymentStatus,
} from '../model/describe-service.ts';
import { invalidParameter } from '../refuse.ts';
import { type EcsActions, takePage } from '../request-model.ts';
import { completedBefore } from '../scheduler/decide.ts';
import { failDeployment, rollBack } from '../scheduler/deployments.ts';
import type { EcsWorld } from '../world.ts';

export const deploymentActions = {
  /** `aws ecs describe-service-deployments --service-deployment-arns …`: at most 20. */
  DescribeServiceDeployments(world, input) {
    const arns = new Set(input.serviceDeploymentArns ?? []);
    for (const arn of arns) readIdentifier(world, arn, 'service-deployment');
    const found = new Map(
      [...world.store.services.values()].flatMap((service) =>
        service.deployments.map((deployment) => [
          deployment.serviceDeploymentArn,
          describeServiceDeployment(world, service, deployment),
        ]),
      ),
    );
    return {
      serviceDeployments: [...arns].flatMap((arn) => found.get(arn) ?? []),
      failures: [...arns].flatMap((arn) => (found.has(arn) ? [] : { arn, reason: 'MISSING' })),
    };
  },

  /** `aws ecs describe-service-revisions --service-revision-arns …`: at most 20; tells the digests that a deployment began with. */
  DescribeServiceRevisions(world, input) {
    const arns = new Set(input.serviceRevisionArns ?? []);
    for (const arn of arns) readIdentifier(world, arn, 'service-revision');
    const revisions = new Map(
      [...world.store.services.values()].flatMap((service) =>
        service.deployments.map(({ revision }) => [revision.arn, describeServiceRevision(service, revision)]),
      ),
    );
    return {
      serviceRevisions: [...arns].flatMap((arn) => revisions.get(arn) ?? []),
      failures: [...arns].flatMap((arn) => (revisions.has(arn) ? [] : { arn, reason: 'MISSING' })),
    };
  },

  /** `aws ecs list-service-deployments --service …`: newest first, 20 a page. */
  ListServiceDeployments(world, input) {
    const service = findService(world, input.cluster, input.service);
    const { after, before } = input.createdAt ?? {};
    // Deployments of another controller are no service deployments.
    const own = service.deploymentController.type === 'ECS' ? service.deployments : [];
    const all = own
      .map((deployment) => ({
        arn: deployment.serviceDeploymentArn,
        createdAt: deployment.createdAt,
        brief: {
          ...describeServiceDeployment(world, service, deployment),
          targetServiceRevisionArn: deployment.revision.arn,
        },
      }))
      .filter(
        ({ brief, createdAt }) =>
          (input.status === undefined || input.status.some((status) => status === brief.status)) &&
          (after === undefined || createdAt > after.getTime()) &&
          (before === undefined || createdAt < before.getTime()),
      );
    const { items, nextToken } = takePage(
      'ListServiceDeployments',
      all.map(({ arn }) => arn),
      input,
      20,
    );
    return {
      serviceDeployments: all
        .filter(({ arn }) => items.includes(arn))
        .map(({ brief }) => ({
          serviceDeploymentArn: brief.serviceDeploymentArn,
          serviceArn: brief.serviceArn,
          clusterArn: brief.clusterArn,
          startedAt: brief.startedAt,
          createdAt: brief.createdAt,
          finishedAt: brief.finishedAt,
          targetServiceRevisionArn: brief.targetServiceRevisionArn,
          status: brief.status,
          statusReason: brief.statusReason,
        })),
      nextToken,
    };
  },

  /**
   * `aws ecs stop-service-deployment --service-deployment-arn … --stop-type ROLLBACK`: goes back to the deployment before, also
   * where no rollback is configured. ABORT is in the API's list of words, but documented nowhere: refused.
   */
  StopServiceDeployment(world, { serviceDeploymentArn = '', stopType = 'ROLLBACK' }) {
    if (stopType !== 'ROLLBACK') throw invalidParameter(`Stop type ${stopType} is not supported.`);
    readIdentifier(world, serviceDeploymentArn, 'service-deployment');
    const { service, deployment } = find(world, serviceDeploymentArn);
    const before = completedBefore(service, deployment);
    if (serviceDeploymentStatus(service, deployment) !== 'IN_PROGRESS' || before === undefined) {
      throw new ServiceError(
        'ConflictException',
        'The service deployment can not be stopped in its present state.',
      );
    }
    failDeployment(world, service, deployment, `ECS deployment ${deployment.id} was stopped by a user.`);
    rollBack(world, service, deployment, before, `ECS deployment rolling back to deploymentId ${before.id}.`);
    return { serviceDeploymentArn };
  },
} satisfies EcsActions;

function find(world: EcsWorld, arn: string) {
  for (const service of world.store.services.values()) {
    const deployment = service.deployments.find(({ serviceDeploymentArn }) => serviceDeploymentArn === arn);
    if (deployment !== undefined) return { service, deployment };
  }
  throw new ServiceError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
}
