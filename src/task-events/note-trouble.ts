import { targetName } from '../ecs/target-name.ts';
import { pauseTurns } from './budget/pause-turns.ts';
import type { Undelivered } from './incoming.ts';
import { isLost } from './is-lost.ts';
import type { Turn } from './plan-send.ts';
import { queueNotice } from './queue-notice.ts';
import { queueUndelivered } from './queue-undelivered.ts';
import type { SendResult } from './send.ts';
import type { World } from './world.ts';

/**
 * What is to be done when Slack did not take a message: a log line, a pause for all when it asked to wait, and the
 * dead-letter queue when trying goes no further. To be called before the result is noted: else a crash between the two
 * would lose the message.
 */
export async function noteTrouble(
  world: World,
  { episode, delivery, message, rise }: Turn,
  result: Exclude<SendResult, { type: 'sent' }>,
): Promise<void> {
  const { channel, ts } = delivery;
  const { target, number } = episode;
  const lost = isLost(result, (rise === undefined ? undefined : delivery.rise) ?? delivery);
  const level = lost || result.type === 'gone' ? 'error' : 'warn';
  const extra = { target: targetName(target), channel, result: result.type };
  world.logger[level](`The message was not sent: ${result.error}`, extra);
  if (result.type === 'later' && result.seconds !== undefined) {
    const kind = ts === undefined || rise !== undefined ? 'post' : 'edit';
    await pauseTurns(world.table, { kind, channel }, result.seconds, world.now());
  }
  const deadLetters = { sqs: world.queue.sqs, queueUrl: world.deadLettersUrl };
  if (rise !== undefined) {
    const id = `rise ${targetName(target)} ${number} ${rise} ${channel}`;
    const isOver = lost || result.type === 'gone';
    if (isOver) await queueNotice(deadLetters, { id, at: world.now(), channel, message });
  } else if (lost) {
    const undelivered: Undelivered = { target, number, channel, ...(ts !== undefined && { ts }), message };
    await queueUndelivered(deadLetters, undelivered);
  }
}
