import * as z from 'zod';
import type { Flag } from './command.ts';

/** `--page 2`: only buttons carry it. */
export const pageFlag: Flag = { name: 'page', value: 'n', hidden: true };

/** The page that was asked for; the first when none was. */
export const pageSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'notAPage')
  .default('1')
  .transform(Number);

/** One page of a list. A page behind the last, as an old button may ask for, is the last. */
export function takePage<Item>(items: readonly Item[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(wanted, pages);
  return { items: items.slice((page - 1) * size, page * size), page, pages };
}
