import * as z from 'zod/mini';

/** An ISO time, with or without fractions of a second, as epoch milliseconds. */
export const timeSchema = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'not a time')),
  z.transform((text) => Date.parse(text)),
);
