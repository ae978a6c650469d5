import { CannotPost } from '../../changes/cannot-post.ts';
import { ChangeRefused } from '../../changes/change-refused.ts';
import { Refusal } from '../../commands/refusal.ts';
import type { LessonAsk } from '../../lesson/lesson-ask.ts';
import { lessonNames } from '../../lesson/lesson-names.ts';
import type { LineRequest } from '../line-request.ts';
import type { LineWorld } from '../line-world.ts';

/**
 * Shows the lesson to who asked: for whoever may look at what it makes. A button belongs to its learner alone.
 * Throws Refusal or ChangeRefused when nothing was shown; other errors may be tried again.
 */
export async function runLesson(
  ask: LessonAsk,
  { caller: { userId, channelId }, delivery }: LineRequest,
  { lessons, access, messages }: LineWorld,
): Promise<void> {
  if (lessons === undefined) throw new Refusal({ code: 'noHandsOn' });
  if (ask.of !== undefined && ask.of !== userId) {
    throw new Refusal({ code: 'lessonOfAnother', userId: ask.of });
  }
  const { cluster, service } = lessonNames(1);
  const target = { cluster, name: service, tags: {} };
  const decision = await access.decide({ userId, channelId, kind: 'read', commands: ['hands-on'], target });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  try {
    await lessons.show(ask, { userId, channelId, language: messages.locale, jobId: delivery.jobId });
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    const { refusal } = error;
    throw new ChangeRefused({ why: 'cannotPost', channelId, direct: false, refusal }, { cause: error });
  }
}
