import { ServiceError } from '../aws/service-error.ts';

/** EventBridge Scheduler's refusals, with the status of each. */
export const refusals = {
  invalid: (message: string) => new ServiceError('ValidationException', message),
  noSchedule: (name: string) =>
    new ServiceError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404),
  noGroup: (name: string) =>
    new ServiceError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404),
  taken: (name: string) => new ServiceError('ConflictException', `Schedule ${name} already exists.`, 409),
};
