import type { Call } from './call.ts';
import type { Case } from './case.ts';
import type { Damage } from './damage.ts';

/** What a case does to a request. */
export function damageOf({ point, fault }: Case, call: Call): Damage | undefined {
  if (point === undefined || fault === undefined) return undefined;
  if (call.step !== point.step || call.point !== point.point) return undefined;
  const { damage, lasts, next } = fault;
  if (call.delivery > 0) return lasts === 'always' ? damage : call.delivery === 1 ? next : undefined;
  return lasts === 'attempt' && call.attempt > 1 ? undefined : damage;
}
