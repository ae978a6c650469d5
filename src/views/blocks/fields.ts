import type { SectionBlock } from '@slack/types';
import { cut } from './cut.ts';

/** Two columns of label and value, ten at most; on a phone they stand below each other. */
export function fields(pairs: readonly (readonly [label: string, value: string])[]): SectionBlock {
  return {
    type: 'section',
    fields: pairs
      .slice(0, 10)
      .map(([label, value]) => ({ type: 'mrkdwn', text: cut(`*${label}*\n${value}`, 2000), verbatim: true })),
  };
}
