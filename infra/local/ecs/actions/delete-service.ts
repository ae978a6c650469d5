import { DeleteService$, type DeleteServiceRequest, type DeleteServiceResponse } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import { describeService } from '../describe/describe-service.ts';
import { findService } from '../find/find-service.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs delete-service --cluster … --service … --force`: DRAINING while its tasks stop, then INACTIVE. */
export const deleteService = defineAction<DeleteServiceRequest, DeleteServiceResponse>(
  DeleteService$,
  (world, input) => {
    const service = findService(world, input.cluster, input.service);
    if (service.status === 'INACTIVE') {
      throw new ServiceError('ServiceNotFoundException', 'Service not found.');
    }
    if (service.status === 'ACTIVE') {
      if (service.settings.desiredCount > 0 && input.force !== true) {
        throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
      }
      service.status = 'DRAINING';
      service.settings.desiredCount = 0;
      world.changed();
      world.wake(service.arn);
    }
    return { service: describeService(world, service) };
  },
);
