import type { ServiceError } from '../../aws/service-error.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';

/** The refusal of a desired count for a DAEMON service, which runs one task on each container instance instead. */
export function daemonHasNoCount(): ServiceError {
  return invalidParameter(
    'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
  );
}
