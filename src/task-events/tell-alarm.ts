import { getRecord } from '../store/get-record.ts';
import { putVersioned } from '../store/put-versioned.ts';
import { alarmView } from '../views/episode/alarm-view.ts';
import type { AlarmChange } from './incoming.ts';
import type { World } from './world.ts';

/** The newest change of an alarm that was told, or tried to be. */
interface AlarmRecord {
  readonly at: number;
  readonly tries: number;
  readonly told: boolean;
  readonly version: number;
}

const keptSeconds = 7 * 24 * 3600;
/** Posts whose answer was lost: one more could be the third of the same message. */
const mostTries = 2;

/**
 * Posts one message in the default channel for an alarm's change. A repeated or older change is not told.
 * @throws Error when Slack did not take it: the queue brings the event again
 */
export async function tellAlarm(world: World, alarm: AlarmChange): Promise<void> {
  if (world.defaultChannel === '') return;
  const key = { pk: `alarm#${alarm.name}`, sk: 'alarm' };
  const known = await getRecord<AlarmRecord>(world.table, key.pk, key.sk);
  const isSame = known?.at === alarm.at;
  if (known && (known.at > alarm.at || (isSame && (known.told || known.tries >= mostTries)))) return;
  const tries = isSame ? known.tries : 0;
  const version = known?.version ?? 0;
  const save = async (record: Omit<AlarmRecord, 'version' | 'at'>, over: number) => {
    const expiresAt = Math.ceil(world.now() / 1000) + keptSeconds;
    if (!(await putVersioned(world.table, { ...key, at: alarm.at, expiresAt, ...record }, over))) {
      throw new Error(`Somebody else tells the alarm ${alarm.name}.`);
    }
  };

  await save({ tries: tries + 1, told: false }, version);
  const result = await world.send({ channel: world.defaultChannel }, alarmView(alarm, world.messages));
  if (result.type === 'later') await save({ tries, told: false }, version + 1);
  if (result.type === 'later' || result.type === 'unknown') throw new Error(`Slack: ${result.error}`);
  if (result.type === 'gone') world.logger.error(`The alarm was not told: ${result.error}`, { alarm });
  await save({ tries, told: true }, version + 1);
}
