import { string } from '../rules/string.ts';

/** The fields that say which block or element it is. */
export const ids = {
  block: { block_id: string(255) },
  action: { action_id: string(255) },
} as const;
