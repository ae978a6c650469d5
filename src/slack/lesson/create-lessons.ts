import type { Logger } from '@aws-lambda-powertools/logger';
import type { WebClient } from '@slack/web-api';
import { isIdle } from '../../lesson/is-idle.ts';
import type { LessonRecord } from '../../lesson/lesson-record.ts';
import type { LessonSources } from '../../lesson/read-lesson-facts.ts';
import { lessonStore } from '../../store/lesson-store.ts';
import type { Table } from '../../store/table.ts';
import type { MessagesFor } from '../../views/messages/messages-for.ts';
import { editLesson } from './edit-lesson.ts';
import type { Lessons } from './lessons.ts';
import { lookAtLesson } from './look-at-lesson.ts';
import { showLesson } from './show-lesson.ts';
import { tellNext } from './tell-next.ts';

export interface LessonsOptions {
  readonly web: WebClient;
  readonly table: Table;
  readonly sources: LessonSources;
  readonly now: () => number;
  readonly messagesFor: MessagesFor;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Lessons whose messages are sent with this client. */
export function createLessons({ web, table, sources, now, messagesFor, logger }: LessonsOptions): Lessons {
  const world = { web, table, sources, now, messagesFor, store: lessonStore(table) };

  async function refresh(userId: string, toLook: (record: LessonRecord) => LessonRecord | undefined) {
    try {
      const found = await world.store.load(userId);
      const record = found && toLook(found);
      if (record === undefined) return;
      const seen = await lookAtLesson(world, record);
      await editLesson(world, seen);
      await tellNext(world, record, seen);
    } catch (error) {
      logger.warn('A lesson could not be looked at', { userId, error: error as Error });
    }
  }

  return {
    show: (ask, learner) => showLesson(world, ask, learner),
    touch: (userId) =>
      refresh(userId, (record) =>
        record.memory.finishedAt === undefined ? { ...record, touchedAt: now() } : undefined,
      ),
    look: (userId, at) =>
      refresh(userId, (record) =>
        isIdle(record, 'event', now()) || record.lookedAt > at ? undefined : record,
      ),
  };
}
