import type { Settings } from '../notifications/settings.ts';
import { getRecord, putVersioned } from '../store/table.ts';
import type { Message } from '../views/blocks.ts';
import { alarmView } from '../views/episode/episode.ts';
import { muteEndView } from '../views/notifications.ts';
import type { Deps } from './deps.ts';
import type { AlarmChange } from './incoming.ts';

/**
 * For each mute that has ended: posts in its channel how much it suppressed, and deletes it. Returns when the next mute ends, epoch milliseconds;
 * undefined without one. It needs settings that were read just now: until its end a mute counts what it suppresses.
 * @throws Error when Slack did not accept it: the queue redelivers the check, and the sweep checks every minute
 */
export async function endMutes(deps: Deps, { mutes }: Pick<Settings, 'mutes'>): Promise<number | undefined> {
  const words = await deps.channelWords();
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

/** A single message that is posted once. */
interface Notice {
  /** The table's `pk`: of notices with the same one, only the newest is posted. */
  readonly pk: string;
  /** Which one it is, epoch milliseconds: a newer one replaces an older one, and an older one is no longer posted. */
  readonly at: number;
  readonly channel: string;
  readonly message: Message;
  /** If Slack will never accept it, this is an error, not just a loss to log: somebody has to fix it. */
  readonly mustArrive?: true;
}

interface NoticeRecord {
  readonly at: number;
  readonly tries: number;
  readonly told: boolean;
  /** Until when somebody is posting it, epoch milliseconds; absent when the attempt is over. */
  readonly busyUntil?: number;
  readonly version: number;
}

const keptSeconds = 7 * 24 * 3600;
/** Posts whose answer was lost: one more could be the third copy of the same message. */
const mostTries = 2;
/** Longer than a send takes: a sender that takes longer has died. */
const busyMs = 30_000;

/**
 * Posts the notice unless it, or a newer one, has been posted. If an answer is lost, it may appear twice, never three times.
 * @throws Error when Slack did not accept it: the queue redelivers the event
 */
export async function tellOnce(deps: Deps, { pk, at, channel, message, mustArrive }: Notice): Promise<void> {
  const key = { pk, sk: 'notice' };
  const known = await getRecord<NoticeRecord>(deps.table, key.pk, key.sk);
  const isSame = known?.at === at;
  if (known && (known.at > at || (isSame && (known.told || known.tries >= mostTries)))) return;
  // The same event twice at the same time: this one is redelivered and then finds the notice posted.
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
 * Posts one message in the default channel for an alarm's change. A repeated or older change is not posted. Without a default channel it is logged.
 * @throws Error when Slack did not accept it: the queue redelivers the event
 */
export async function tellAlarm(deps: Deps, alarm: AlarmChange): Promise<void> {
  const channel = deps.defaultChannel;
  if (channel === '') {
    // It can't be posted: it goes to the log, and to the topic if the deployment names one.
    deps.logger.error('An alarm has no channel to be told in: deploy with --default-channel', { alarm });
    return;
  }
  const message = alarmView(alarm, (await deps.channelWords())(channel));
  await tellOnce(deps, { pk: `alarm#${alarm.name}`, at: alarm.at, channel, message });
}
