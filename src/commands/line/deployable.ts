import type { ECSClient } from '@aws-sdk/client-ecs';
import { consoleLink } from '../../aws/ecs/console.ts';
import { isExpress, type Service } from '../../aws/ecs/services.ts';
import { findService } from './find-service.ts';
import { Refusal } from './problem.ts';

/**
 * Finds a service of which a deployment can be begun here, as `findService` does. Throws Refusal for one that Express Mode, CodeDeploy or an external
 * controller deploys, and for one that is being deleted: ECS refuses a deployment of it with ServiceNotActiveException.
 */
export async function findDeployable(ecs: ECSClient, given: string): Promise<Service> {
  const service = await findService(ecs, given);
  const target = `${service.cluster}/${service.name}`;
  const owner = isExpress(service) ? 'EXPRESS' : service.deploymentController;
  if (owner !== 'ECS') {
    throw new Refusal({ code: 'deployedElsewhere', target, owner, link: consoleLink(service.arn) });
  }
  if (service.status !== 'ACTIVE') throw new Refusal({ code: 'serviceDraining', target });
  return service;
}
