import type { Change } from '../changes/change.ts';
import type { LessonAsk } from '../lesson/lesson-ask.ts';
import type { Setting } from '../watches/setting.ts';
import type { Reply } from './reply.ts';

/**
 * What a line comes to. A command never acts itself: it answers, or names a change, a setting or what is wanted of the lesson, or names the card that a person
 * confirmed or cancelled; `src/changes` does the rest.
 */
export type Outcome =
  | { readonly type: 'reply'; readonly reply: Reply }
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'setting'; readonly setting: Setting }
  | { readonly type: 'lesson'; readonly ask: LessonAsk }
  | { readonly type: 'confirm'; readonly cardId: string }
  | { readonly type: 'cancel'; readonly cardId: string };
