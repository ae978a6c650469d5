import type { StackFailure } from './read-failures.ts';

/**
 * Whether that is the failure of a new account: ECS makes its service-linked role with the first cluster, and for some seconds
 * neither a cluster nor a service can be made with it. It passes by itself.
 */
export function isFirstClusterFailure({ reason }: StackFailure): boolean {
  if (/Unable to assume the service linked role/i.test(reason)) return true;
  return (
    /Service Unavailable\. Please try again later\./i.test(reason) &&
    /ServerException|GeneralServiceException|Status Code: 500|InternalFailure/.test(reason)
  );
}
