import type { Flag } from './command.ts';

/** `--share` on a reading command shows its answer to the channel; `dispatch` reads it. */
export const shareFlag: Flag = { name: 'share' };
