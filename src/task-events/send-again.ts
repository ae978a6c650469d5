import { targetName } from '../ecs/target-name.ts';
import type { Delivery } from '../episodes/episode-record.ts';
import { changeRecord } from './change-record.ts';
import { handleTarget } from './handle-target.ts';
import type { Undelivered } from './incoming.ts';
import { tellOnce } from './tell-once.ts';
import { withDelivery } from './with-delivery.ts';
import type { World } from './world.ts';

/**
 * Sends what waited in the dead-letter queue: while its episode is the target's current one, the newest state in its turn; after
 * that the state that was to be shown. Redriving it twice sends nothing twice.
 * @throws Error when Slack does not take it now either: the queue brings it again, and at last back to where it was
 */
export async function sendAgain(world: World, undelivered: Undelivered): Promise<void> {
  const { target, number, channel, ts, message } = undelivered;
  const record = await changeRecord(world, target, (known) =>
    known.episode.number === number &&
    known.deliveries.some((each) => each.channel === channel && isWaiting(each))
      ? withDelivery(known, { number, channel }, revived)
      : known,
  );
  if (record.episode.number === number) return handleTarget(world, target, []);
  if (ts === undefined) {
    const pk = `notice#again ${targetName(target)} ${number} ${channel}`;
    return tellOnce(world, { pk, at: number, channel, message, mustArrive: true });
  }
  const result = await world.send({ channel, ts }, message);
  if (result.type !== 'sent') throw new Error(`Slack: ${result.error}`);
}

/** A post whose answers were lost may stand there twice: it is not made a third time, whoever redrives. */
function isWaiting({ gone }: Delivery): boolean {
  return gone !== undefined && gone !== 'unanswered';
}

function revived({ gone: _, turn: __, ...delivery }: Delivery): Delivery {
  return { ...delivery, failures: 0, notBefore: 0, pending: true };
}
