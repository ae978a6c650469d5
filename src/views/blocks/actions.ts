import type { ActionsBlock, Button } from '@slack/types';

/** A row of buttons; Slack takes 25. Undefined without any, because Slack refuses an empty row. */
export function actions(buttons: readonly Button[]): ActionsBlock | undefined {
  return buttons.length === 0 ? undefined : { type: 'actions', elements: buttons.slice(0, 25) };
}
