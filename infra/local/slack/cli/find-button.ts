import type { ConfirmationDialog } from '@slack/types';
import { type FoundElement, findElements } from '../block-kit/find-elements.ts';
import type { Message } from '../state/message.ts';
import { UsageError } from './usage-error.ts';

export interface FoundButton {
  readonly message: Message;
  readonly found: FoundElement;
  readonly label: string;
  readonly confirm?: ConfirmationDialog;
}

/** The first button whose label contains `text` (any case) in the newest message that has buttons. */
export function findButton(newestFirst: readonly Message[], text: string): FoundButton {
  for (const message of newestFirst) {
    const buttons = buttonsOf(message);
    if (buttons.length === 0) continue;
    const hit = buttons.find(({ label }) => label.toLowerCase().includes(text.toLowerCase()));
    if (hit) return { message, ...hit };
    const labels = buttons.map(({ label }) => `[ ${label} ]`).join(' ');
    throw new UsageError(`No button contains "${text}"; the newest message with buttons has ${labels}.`);
  }
  throw new UsageError(`No button contains "${text}": no message here has buttons.`);
}

function buttonsOf({ blocks = [], attachments = [] }: Message) {
  const attached = attachments.flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []));
  return findElements([...blocks, ...attached]).flatMap((found) => {
    const { type, text, confirm } = found.element;
    if (!type.endsWith('button')) return [];
    return [
      {
        ...{ found, label: String((text as { text?: unknown } | undefined)?.text ?? '') },
        ...(confirm !== undefined && { confirm: confirm as ConfirmationDialog }),
      },
    ];
  });
}
