import type { Limits } from './limits.ts';

/** chat.postMessage: one a second in a channel. */
export const postLimits: Limits = { all: [{ ms: 1000, most: 1 }], ordinary: [] };
