import { ECSServiceException } from '@aws-sdk/client-ecs';

/** Whether ECS itself answered with this error, not another service and not the way there. */
export function isEcsError(error: unknown): boolean {
  return error instanceof ECSServiceException;
}
