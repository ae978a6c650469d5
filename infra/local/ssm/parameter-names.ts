import { z } from 'zod';

/** Names of GetParameters and DeleteParameters: 1 to 10. */
export const parameterNames = z
  .array(z.string())
  .min(1, 'Member must have length greater than or equal to 1')
  .max(10, 'Member must have length less than or equal to 10');
