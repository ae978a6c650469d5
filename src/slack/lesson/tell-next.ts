import { isFurther } from '../../lesson/is-further.ts';
import type { LessonRecord } from '../../lesson/lesson-record.ts';
import { nextStepView } from '../../views/lesson/next-step-view.ts';
import type { LessonWorld } from './lesson-world.ts';
import type { SeenLesson } from './look-at-lesson.ts';

/**
 * Tells the learner alone what comes next, when a look found them further: by now the lesson's message stands above what was done.
 * It is a comfort: where it can't be shown, nothing is lost.
 */
export async function tellNext(
  { web, messagesFor }: Pick<LessonWorld, 'web' | 'messagesFor'>,
  before: LessonRecord,
  { record, lesson }: SeenLesson,
): Promise<void> {
  if (before.step === undefined || !isFurther(before.step, record.step)) return;
  const message = nextStepView(before.step, lesson, messagesFor(record.language));
  const place = { channel: record.channel, user: record.userId };
  await web.chat.postEphemeral({ ...place, ...message }).catch(() => undefined);
}
