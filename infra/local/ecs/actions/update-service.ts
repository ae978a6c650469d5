import { UpdateService$, type UpdateServiceRequest, type UpdateServiceResponse } from '@aws-sdk/client-ecs';
import { ServiceError } from '../../aws/service-error.ts';
import { describeService } from '../describe/describe-service.ts';
import { findService } from '../find/find-service.ts';
import { startDeployment } from '../scheduler/start-deployment.ts';
import { needsDeployment } from '../service/needs-deployment.ts';
import { readChangedSettings } from '../service/read-changed-settings.ts';
import { checkExecuteCommand, checkSettings } from '../service-rules.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs update-service --cluster … --service … --desired-count …`. The desired count alone starts no deployment. */
export const updateService = defineAction<UpdateServiceRequest, UpdateServiceResponse>(
  UpdateService$,
  (world, input) => {
    const service = findService(world, input.cluster, input.service);
    if (service.status === 'INACTIVE') {
      throw new ServiceError('ServiceNotFoundException', 'Service not found.');
    }
    if (service.status !== 'ACTIVE') {
      throw new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.');
    }
    const settings = readChangedSettings(world, service, input);
    checkSettings(settings);
    checkExecuteCommand(
      settings.taskDefinition?.definition.taskRoleArn,
      input.enableExecuteCommand === true,
      "The service couldn't be updated",
    );
    const isRollout = input.forceNewDeployment === true || needsDeployment(service.settings, settings);
    Object.assign(service.settings, settings);
    // An update lifts the back-off of a service whose tasks can not start.
    service.startFailures = 0;
    service.nextStartAt = 0;
    if (isRollout && settings.taskDefinition !== undefined) {
      startDeployment(world, service, settings.taskDefinition);
    }
    world.changed();
    world.wake(service.arn);
    return { service: describeService(world, service) };
  },
);
