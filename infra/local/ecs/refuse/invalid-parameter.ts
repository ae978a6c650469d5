import { ServiceError } from '../../aws/service-error.ts';

/** ECS's InvalidParameterException. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
