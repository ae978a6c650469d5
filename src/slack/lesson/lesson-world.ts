import type { WebClient } from '@slack/web-api';
import type { LessonSources } from '../../lesson/read-lesson-facts.ts';
import type { LessonStore } from '../../store/lesson-store.ts';
import type { Table } from '../../store/table.ts';
import type { MessagesFor } from '../../views/messages/messages-for.ts';

/** What showing lessons needs. */
export interface LessonWorld {
  readonly web: WebClient;
  readonly table: Table;
  readonly store: LessonStore;
  readonly sources: LessonSources;
  readonly now: () => number;
  readonly messagesFor: MessagesFor;
}
