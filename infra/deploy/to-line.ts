import type { Finding } from './checks/finding.ts';

/** A finding as verify prints it; what to do stands in a second line. */
export function toLine({ level, part, says, todo }: Finding): string {
  return `${level.padEnd(4)}  ${part}: ${says}${todo ? `\n      → ${todo}` : ''}`;
}
