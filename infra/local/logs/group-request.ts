import { z } from 'zod';

/** The members by which the reading actions name a group and a span of time. */
export const groupRequest = {
  logGroupName: z.string().min(1).max(512).optional(),
  logGroupIdentifier: z.string().min(1).max(2048).optional(),
  startTime: z.number().int().nonnegative().optional(),
  endTime: z.number().int().nonnegative().optional(),
  limit: z.number().int().min(1).max(10_000).default(10_000),
};
