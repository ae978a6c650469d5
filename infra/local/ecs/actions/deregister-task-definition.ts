import {
  DeregisterTaskDefinition$,
  type DeregisterTaskDefinitionRequest,
  type DeregisterTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import { describeTaskDefinition } from '../describe/describe-task-definition.ts';
import { findTaskDefinition } from '../find/find-task-definition.ts';
import { clientError } from '../refuse/client-error.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs deregister-task-definition --task-definition family:revision`: INACTIVE from now on, its number stays taken. */
export const deregisterTaskDefinition = defineAction<
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse
>(DeregisterTaskDefinition$, (world, { taskDefinition = '' }) => {
  if (!/:\d+$/.test(taskDefinition)) throw invalidParameter('Invalid revision number. Number: null');
  const entity = findTaskDefinition(world, taskDefinition);
  if (entity === undefined) throw clientError('The specified task definition does not exist.');
  if (entity.status === 'ACTIVE') {
    entity.status = 'INACTIVE';
    entity.deregisteredAt = world.time.now();
  }
  return { taskDefinition: describeTaskDefinition(entity) };
});
