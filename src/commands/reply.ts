import type { HelpReply } from './help.ts';
import type { ServicesReply } from './services.ts';

/** What a reading command answers: values, not blocks. `src/views/reply-view.ts` has a view for each kind. */
export type Reply = HelpReply | ServicesReply;
