import { ServiceError } from '../aws/service-error.ts';

/** Application Auto Scaling's ValidationException. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
