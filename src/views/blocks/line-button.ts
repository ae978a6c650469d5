import type { Button } from '@slack/types';
import { cut } from './cut.ts';

export interface LineButtonOptions {
  readonly style?: 'primary' | 'danger';
}

/**
 * A button that does what typing its line after `/ecs` would. `id` makes its action_id unique in the message; every
 * action_id begins with `line:`, by which the worker knows it.
 */
export function lineButton(label: string, line: string, id: string, options: LineButtonOptions = {}): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: cut(label, 75), emoji: true },
    action_id: cut(`line:${id}`, 255),
    value: cut(line, 2000),
    ...options,
  };
}
