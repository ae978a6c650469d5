import type { WebClient } from '@slack/web-api';
import type { LessonRecord } from '../../lesson/lesson-record.ts';
import { slackFailure } from '../errors.ts';
import { sendMessage } from '../send-message.ts';
import type { LessonWorld } from './lesson-world.ts';
import type { SeenLesson } from './look-at-lesson.ts';

/**
 * Shows in the lesson's message what was seen, if that is news, and saves it. A message that is gone is not missed: the next
 * `/ecs hands-on` posts another.
 * @throws Error when somebody else saved meanwhile: what was seen has to be seen again
 */
export async function editLesson(
  { web, store }: Pick<LessonWorld, 'web' | 'store'>,
  seen: SeenLesson,
): Promise<void> {
  const edited = await edit(web, seen);
  const saved = await store.save(edited, edited.memory.finishedAt === undefined);
  if (saved === undefined) throw new Error('Somebody else saved the lesson meanwhile.');
}

async function edit(web: WebClient, { record, message, digest }: SeenLesson): Promise<LessonRecord> {
  const { ts, channel, sent } = record;
  if (ts === undefined || sent === digest) return record;
  try {
    await sendMessage(web, { channel, ts }, message);
    return { ...record, sent: digest };
  } catch (error) {
    const kind = slackFailure(error)?.kind;
    if (kind !== 'gone' && kind !== 'forbidden') throw error;
    const { ts: _, sent: __, ...rest } = record;
    return rest;
  }
}
