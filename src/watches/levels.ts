/** How much a channel may hear of a service: everything, problems alone, or nothing. */
export const levels = ['all', 'problems', 'none'] as const;

export type Level = (typeof levels)[number];
