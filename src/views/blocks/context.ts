import type { ContextBlock } from '@slack/types';
import { cut } from './cut.ts';

/** Small grey text. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(text, 3000) || ' ', verbatim: true }] };
}
