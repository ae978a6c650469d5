import { targetName } from '../ecs/target-name.ts';
import { pauseTurns } from './budget/pause-turns.ts';
import type { Undelivered } from './incoming.ts';
import { isLost } from './is-lost.ts';
import type { Outgoing } from './outgoing.ts';
import { queueUndelivered } from './queue-undelivered.ts';
import type { Rendered } from './render.ts';
import type { SendResult } from './send.ts';
import type { World } from './world.ts';

/**
 * What is to be done when Slack did not take a message: a log line, a pause for all when it asked to wait, and the
 * dead-letter queue when trying goes no further. To be called before the result is noted: else a crash between the two
 * would lose the message.
 */
export async function noteTrouble(
  world: World,
  { episode, delivery, message }: Outgoing & Rendered,
  result: Exclude<SendResult, { type: 'sent' }>,
): Promise<void> {
  const { channel, ts } = delivery;
  const { target, number } = episode;
  const lost = isLost(result, delivery);
  const level = lost || result.type === 'gone' ? 'error' : 'warn';
  const extra = { target: targetName(target), channel, result: result.type };
  world.logger[level](`The message was not sent: ${result.error}`, extra);
  if (result.type === 'later' && result.seconds !== undefined) {
    const kind = ts === undefined ? 'post' : 'edit';
    await pauseTurns(world.table, { kind, channel }, result.seconds, world.now());
  }
  if (lost) {
    const undelivered: Undelivered = { target, number, channel, ...(ts !== undefined && { ts }), message };
    await queueUndelivered({ sqs: world.queue.sqs, queueUrl: world.deadLettersUrl }, undelivered);
  }
}
