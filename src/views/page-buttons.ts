import type { Button } from '@slack/types';
import { lineButton } from './blocks/line-button.ts';
import type { Messages } from './messages/messages.ts';

/** Buttons to the page before and behind; `line` is the command without `--page`. */
export function pageButtons(line: string, page: number, pages: number, messages: Messages): Button[] {
  const { previous, next } = messages.replies;
  return [
    ...(page > 1 ? [lineButton(previous, `${line} --page ${page - 1}`, 'previous')] : []),
    ...(page < pages ? [lineButton(next, `${line} --page ${page + 1}`, 'next')] : []),
  ];
}
