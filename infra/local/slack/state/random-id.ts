import { randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** `Ev` and 9 → `Ev0K2XP7Q1A`-like ids, as Slack writes them. */
export function randomId(prefix: string, length: number): string {
  return prefix + Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
