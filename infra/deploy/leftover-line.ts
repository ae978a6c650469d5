import type { Leftover } from './list-leftovers.ts';

/** `OK    queues: none left`. */
export function leftoverLine({ kind, names, problem }: Leftover): string {
  if (problem !== undefined) return `WARN  ${kind}: could not look (${problem})`;
  return names.length === 0 ? `OK    ${kind}: none left` : `LEFT  ${kind}: ${names.join(', ')}`;
}
