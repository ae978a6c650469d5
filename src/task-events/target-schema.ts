import * as z from 'zod/mini';

/** A target as the bot writes it into messages to itself. */
export const targetSchema = z.union([
  z.object({ cluster: z.string(), service: z.string() }),
  z.object({ cluster: z.string(), family: z.string() }),
  z.object({ cluster: z.string(), task: z.string() }),
]);
