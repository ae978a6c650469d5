import { ServiceError } from '../aws/service-error.ts';

/** Where a page begins, by the token that the page before gave. */
export function readOffset(nextToken = '0'): number {
  if (!/^\d+$/.test(nextToken)) {
    throw new ServiceError('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  return Number(nextToken);
}
