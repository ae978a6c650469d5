import type { TaskCardBlock } from '@slack/types';
import { plainText } from '../blocks/plain-text.ts';

/** One step of a plan. `task_id` stays the same from edit to edit, so that Slack changes the card and adds none. */
export function taskCard(
  id: string,
  title: string,
  status: 'pending' | 'in_progress' | 'complete' | 'error',
  details?: string,
): TaskCardBlock {
  return {
    type: 'task_card',
    task_id: id,
    title: plainText(title),
    status,
    ...(details !== undefined && {
      details: {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: plainText(details) }] }],
      },
    }),
  };
}
