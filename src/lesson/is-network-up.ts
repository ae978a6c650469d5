import type { LessonFacts } from './lesson-facts.ts';

/** A stack that was changed is as good as one that was made; one that goes away, or that went back, is none. */
export function isNetworkUp({ network }: Pick<LessonFacts, 'network'>): boolean {
  return /^(?:CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE/.test(network?.status ?? '');
}
