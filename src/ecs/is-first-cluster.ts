import { InvalidParameterException, ServerException } from '@aws-sdk/client-ecs';

/**
 * Whether CreateCluster failed as it does for an account's first cluster, which is made while the role that ECS works with
 * is: either comes too early. "Unable to assume the service linked role", or a 500 with "Service Unavailable".
 */
export function isFirstCluster(error: unknown): error is Error {
  if (error instanceof ServerException) return /service unavailable/i.test(error.message);
  return error instanceof InvalidParameterException && /service linked role/i.test(error.message);
}
