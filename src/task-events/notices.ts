import { getRecord, putVersioned } from '../store/table.ts';
import type { Message } from '../views/blocks.ts';
import { alarmView } from '../views/episode/episode.ts';
import { muteEndView } from '../views/notifications.ts';
import type { Deps } from './deps.ts';
import type { AlarmChange } from './incoming.ts';
import { channelWords } from './send-plan.ts';

/**
 * Tells each channel whose mute has ended what it held back, and forgets the mute. Gives the time at which the next mute
 * ends, epoch milliseconds; undefined without one.
 * @throws Error when Slack did not take it: the queue brings the look again, and the sweep looks every minute
 */
export async function endMutes(deps: Deps): Promise<number | undefined> {
  const { mutes } = await deps.settings.load();
  const words = await channelWords(deps);
  const now = deps.now();
  for (const mute of mutes.filter(({ until }) => until <= now)) {
    const { channel, pattern, until, suppressed } = mute;
    const message = muteEndView(pattern, suppressed, words(channel));
    await tellOnce(deps, { pk: `notice#mute ${channel} ${pattern}`, at: until, channel, message });
    await deps.settings.deleteMute(mute);
  }
  const next = Math.min(...mutes.filter(({ until }) => until > now).map(({ until }) => until));
  return Number.isFinite(next) ? next : undefined;
}

/** A message of one post that is told once. */
interface Notice {
  /** The table's `pk`, one for everything of which only the newest is told. */
  readonly pk: string;
  /** Which one, epoch milliseconds: a newer one takes an older one's place, an older one is not told any more. */
  readonly at: number;
  readonly channel: string;
  readonly message: Message;
  /** Where Slack will not take it, it is no loss to be logged, but an error: somebody is to mend it. */
  readonly mustArrive?: true;
}

interface NoticeRecord {
  readonly at: number;
  readonly tries: number;
  readonly told: boolean;
  /** Until when somebody is at it, epoch milliseconds; absent when the try is over. */
  readonly busyUntil?: number;
  readonly version: number;
}

const keptSeconds = 7 * 24 * 3600;
/** Posts whose answer was lost: one more could be the third of the same message. */
const mostTries = 2;
/** Longer than a send takes: whoever is at it for longer died. */
const busyMs = 30_000;

/**
 * Posts the notice unless it, or a newer one, was told. A lost answer may make it stand twice, never three times.
 * @throws Error when Slack did not take it: the queue brings the event again
 */
export async function tellOnce(deps: Deps, { pk, at, channel, message, mustArrive }: Notice): Promise<void> {
  const key = { pk, sk: 'notice' };
  const known = await getRecord<NoticeRecord>(deps.table, key.pk, key.sk);
  const isSame = known?.at === at;
  if (known && (known.at > at || (isSame && (known.told || known.tries >= mostTries)))) return;
  // The same event twice at the same time: this one comes again, and finds the notice told.
  if (isSame && (known.busyUntil ?? 0) > deps.now()) throw new Error(`Somebody else tells ${pk}.`);
  const tries = isSame ? known.tries : 0;
  const version = known?.version ?? 0;
  const save = async (record: Omit<NoticeRecord, 'version' | 'at'>, over: number) => {
    const expiresAt = Math.ceil(deps.now() / 1000) + keptSeconds;
    if (!(await putVersioned(deps.table, { ...key, at, expiresAt, ...record }, over))) {
      throw new Error(`Somebody else tells ${pk}.`);
    }
  };

  await save({ tries: tries + 1, told: false, busyUntil: deps.now() + busyMs }, version);
  const result = await deps.send({ channel }, message);
  const refused = result.type === 'gone' && mustArrive === true;
  if (result.type === 'later' || refused) await save({ tries, told: false }, version + 1);
  if (result.type === 'unknown') await save({ tries: tries + 1, told: false }, version + 1);
  if (result.type === 'later' || result.type === 'unknown' || refused)
    throw new Error(`Slack: ${result.error}`);
  if (result.type === 'gone') deps.logger.error(`It was not told: ${result.error}`, { pk, channel });
  await save({ tries, told: true }, version + 1);
}

/**
 * Posts one message in the default channel for an alarm's change. A repeated or older change is not told. Without a
 * default channel it is logged.
 * @throws Error when Slack did not take it: the queue brings the event again
 */
export async function tellAlarm(deps: Deps, alarm: AlarmChange): Promise<void> {
  const channel = deps.defaultChannel;
  if (channel === '') {
    // Nobody hears of it here: the log does, and the topic that the deployment may name.
    deps.logger.error('An alarm has no channel to be told in: deploy with --default-channel', { alarm });
    return;
  }
  const message = alarmView(alarm, (await channelWords(deps))(channel));
  await tellOnce(deps, { pk: `alarm#${alarm.name}`, at: alarm.at, channel, message });
}
