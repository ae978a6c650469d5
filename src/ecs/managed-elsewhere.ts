import type { Service } from './service.ts';

/**
 * Who runs a service, where that is not UpdateService: `express`: ECS itself, through UpdateExpressGatewayService, whose
 * scaling target overwrites any desired count; `codedeploy`: CodeDeploy makes its deployments, UpdateService only takes the
 * count and settings that start none; `external`: task sets of a controller of the customer's, in the same way.
 */
export function managedElsewhere(service: Service): 'express' | 'codedeploy' | 'external' | undefined {
  if (service.resourceManagementType === 'ECS') return 'express';
  if (service.deploymentController === 'CODE_DEPLOY') return 'codedeploy';
  if (service.deploymentController === 'EXTERNAL') return 'external';
  return undefined;
}
