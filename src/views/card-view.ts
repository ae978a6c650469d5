import type { Card } from '../changes/card.ts';
import type { ScaleChange, StopTaskChange } from '../changes/change.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { formatAge } from './format-age.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';

export interface CardViewOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The card replaces one whose target is no longer as it showed. */
  readonly moved: boolean;
}

/** The confirm card: what will change, what follows from it, and the two buttons. */
export function cardView({ id, change }: Card, messages: Messages, { now, moved }: CardViewOptions): Message {
  const words = messages.changes;
  const title = words.cardTitle(change);
  const facts = change.type === 'scale' ? scaleFacts(change, messages) : stopFacts(change, messages, now);
  const text = [...(moved ? [words.moved] : []), title, ...facts].join('\n');
  const style = change.type === 'stop-task' || change.after.desiredCount === 0 ? 'danger' : 'primary';
  return toMessage(text, [
    moved ? context(words.moved) : undefined,
    section(`*${title}*`),
    section(facts.join('\n')),
    actions([
      lineButton(words.cardButton(change), `confirm ${id}`, 'confirm', { style }),
      lineButton(words.cancelButton, `cancel ${id}`, 'cancel'),
    ]),
    context(words.cardContext),
  ]);
}

function scaleFacts({ before, after }: ScaleChange, { changes: words }: Messages): string[] {
  const step = after.desiredCount - before.desiredCount;
  return [
    words.scaleCounts(before.desiredCount, before.runningCount, after.desiredCount),
    step > 0 ? words.scaleOut(step) : words.scaleIn(-step),
    ...(after.desiredCount === 0 ? [words.scaleToZero] : []),
  ];
}

function stopFacts({ target, taskArn, before }: StopTaskChange, messages: Messages, now: number): string[] {
  const words = messages.changes;
  const { startedAt, taskDefinition, zone, runningCount, desiredCount } = before;
  const age = startedAt === undefined ? undefined : formatAge(now - Date.parse(startedAt), messages.locale);
  return [words.stopWhich(taskArn, taskDefinition, age, zone), consequence()];

  function consequence(): string {
    if (!('service' in target)) return words.stopStandalone;
    if (desiredCount === 0) return words.stopNotReplaced;
    return runningCount <= 1 ? words.stopOnlyOne : words.stopReplaced(runningCount);
  }
}
