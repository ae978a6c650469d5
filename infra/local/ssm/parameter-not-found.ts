import { ServiceError } from '../aws/service-error.ts';

/** SSM's answer for a parameter that is not there. */
export function parameterNotFound(name: string): ServiceError {
  return new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
}
