import type { HeaderBlock } from '@slack/types';
import { cut } from './cut.ts';

/** A headline of plain text. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text: cut(text, 150) || ' ' } };
}
