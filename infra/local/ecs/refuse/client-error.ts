import { ServiceError } from '../../aws/service-error.ts';

/** ECS's ClientException: the caller asked for what can not be, such as a task definition that does not exist. */
export function clientError(message: string): ServiceError {
  return new ServiceError('ClientException', message);
}
