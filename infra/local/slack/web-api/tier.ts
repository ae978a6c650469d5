import { rates } from '../limits/rates.ts';
import type { Method } from './method.ts';

/** One bucket for a method in the workspace. */
export function tier(number: 1 | 2 | 3 | 4): Method['rates'] {
  const rate = [rates.tier1, rates.tier2, rates.tier3, rates.tier4][number - 1] ?? rates.tier4;
  return () => [{ key: '', rate }];
}
