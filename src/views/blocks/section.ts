import type { Button, SectionBlock } from '@slack/types';
import { cut } from './cut.ts';

/**
 * A paragraph of mrkdwn, with a button beside it if there is one. `verbatim`: Slack makes no links of its own from what
 * looks like an address, a channel or a name.
 */
export function section(text: string, accessory?: Button): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cut(text, 3000) || ' ', verbatim: true },
    ...(accessory && { accessory }),
  };
}
