import type { LessonStore } from '../store/lesson-store.ts';
import { isIdle } from './is-idle.ts';

/**
 * The first place that is free, or the one that the learner has already: so learners beside each other have resources of their own.
 * A place is free again when its learner is through, or did nothing for two weeks.
 */
export async function takePlace(
  store: Pick<LessonStore, 'load' | 'holder' | 'take'>,
  learner: { readonly userId: string; readonly place?: number },
  now: number,
): Promise<number> {
  if (learner.place !== undefined && (await store.holder(learner.place)).userId === learner.userId) {
    return learner.place;
  }
  for (let place = 1; ; ) {
    const { userId, version } = await store.holder(place);
    const isFree =
      userId === undefined || userId === learner.userId || !(await isHeld(store, userId, place, now));
    if (!isFree) place += 1;
    // Whoever lost the race looks at the same place again, and finds it held.
    else if (await store.take(place, learner.userId, version)) return place;
  }
}

/** A holder whose lesson is not there yet took the place a moment ago. */
async function isHeld(
  { load }: Pick<LessonStore, 'load'>,
  userId: string,
  place: number,
  now: number,
): Promise<boolean> {
  const held = await load(userId);
  return held === undefined || (held.place === place && !isIdle(held, 'event', now));
}
