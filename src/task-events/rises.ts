import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { targetName } from '../aws/ecs/target.ts';
import { continuedIn } from '../episodes/continued.ts';
import type { EpisodeStory, Severity } from '../episodes/episode-story.ts';
import type { Delivery, EpisodeRecord, Rise } from '../episodes/record.ts';
import { calmMs, isRise } from '../episodes/severity.ts';
import { tellEpisode } from '../episodes/story.ts';
import { activeMute, route, type Settings } from '../notifications/settings.ts';
import { getRecord, putVersioned, queryAll, type Table } from '../store/table.ts';
import { type ListedRise, riseListView } from '../views/episode/rise.ts';
import type { Deps } from './deps.ts';
import { tellOnce } from './notices.ts';
import { isRemoved, queueRises } from './queue.ts';

/** Posts whose answers were lost: the message may be in the channel, but nobody knows where. */
export const unanswered = 'unanswered';

/** The level that the channel was last notified of. Records of the previous version only know what was sent. */
function notifiedLevel({ notified, ts, gone, sentProblem }: Delivery): Severity {
  if (notified !== undefined) return notified;
  if (ts === undefined && gone === undefined) return 'quiet';
  return sentProblem === true ? 'problem' : 'told';
}

/** Who wants to be notified, and when. */
interface NotifyContext {
  readonly settings: Pick<Settings, 'mutes' | 'watches'>;
  readonly defaultChannel: string;
  readonly now: number;
}

/** ECS's answer, which follows the event of a hook, says what happens at its end; if it can't be asked, the event alone is told after this long. */
const answerMs = 60_000;

/** Ids of the hooks that wait for a person and of which the channel was not notified. `now` in epoch milliseconds. */
export function untoldHooks(
  { episode, hooksTold = {} }: Pick<EpisodeRecord, 'episode' | 'hooksTold'>,
  channel: string,
  { asks }: Pick<EpisodeStory, 'asks'>,
  now: number,
): string[] {
  const told = hooksTold[channel] ?? [];
  const reported = episode.facts.hooks ?? {};
  return asks
    .filter(
      ({ id, timeoutAction }) => timeoutAction !== undefined || now >= (reported[id]?.at ?? 0) + answerMs,
    )
    .map(({ id }) => id)
    .filter((id) => !told.includes(id));
}

/** More hooks than any service's deployments pass while its record lasts: at a stage there may be ten, and at each step of LINEAR they are new. */
const mostHooksTold = 40;

/** The record after the channel was notified of these hooks. */
export function withHooksTold(
  record: EpisodeRecord,
  channel: string,
  hooks: readonly string[] = [],
): EpisodeRecord {
  if (hooks.length === 0) return record;
  const told = [...new Set([...(record.hooksTold?.[channel] ?? []), ...hooks])].slice(-mostHooksTold);
  return { ...record, hooksTold: { ...record.hooksTold, [channel]: told } };
}

/**
 * The record with a notification due in each channel in which the open episode is worse than the level last notified, or bad again after a long calm,
 * or waits for a person at a hook of which the channel was not notified.
 * It stays due until it is sent, even if things are better by then. Where the target is muted or no longer followed, nothing is due: if it is still
 * as bad when that ends, the notification is due then.
 */
export function noteRises(record: EpisodeRecord, context: NotifyContext): EpisodeRecord {
  const { episode, deliveries } = record;
  if (episode.phase !== 'open' || deliveries.length === 0) return record;
  const story = tellEpisode(episode);
  const isOver = story.reached || record.steadySince !== undefined;
  const noted = deliveries.map((delivery) => {
    if (!takesNotice(delivery)) return withoutRise(delivery);
    if (isHushed(delivery, record, context)) return hushed(withoutRise(delivery));
    const risen = withRise(awake(delivery, isOver ? story.times.newestAt : undefined), story);
    return withHooks(risen, untoldHooks(record, delivery.channel, story, context.now));
  });
  return noted.every((delivery, index) => delivery === deliveries[index])
    ? record
    : { ...record, deliveries: noted };
}

/** A first post notifies by itself, and counts from its first try that may have arrived; where the channel is closed to the bot, nothing notifies. */
function takesNotice({ ts, tries, gone }: Delivery): boolean {
  return gone === undefined ? ts !== undefined || tries > 0 : gone === unanswered || isRemoved(gone);
}

/** Whether the target is muted in the channel, or no longer shown there; a change is always shown where it was asked for. */
function isHushed(
  { channel }: Delivery,
  { episode, tags = { channels: [] } }: EpisodeRecord,
  { settings: { mutes, watches }, defaultChannel, now }: NotifyContext,
): boolean {
  const name = targetName(episode.target);
  if (activeMute(mutes, { channel, name, now }) !== undefined) return true;
  const isAsked =
    episode.cause !== undefined || continuedIn(episode).some((each) => each.channel === channel);
  const named = isAsked ? { ...tags, channels: [...tags.channels, channel] } : tags;
  return !route({ name, isProblem: true, tags: named, watches, defaultChannel }).includes(channel);
}

function hushed(delivery: Delivery): Delivery {
  return delivery.hushed ? delivery : { ...delivery, hushed: true };
}

/** Trouble that came and went while notifications were off is not notified later: only what begins after that is. */
function awake(delivery: Delivery, overAt: number | undefined): Delivery {
  if (!delivery.hushed) return delivery;
  const { hushed: _, ...rest } = delivery;
  return overAt === undefined ? rest : { ...rest, overAt };
}

function withRise(delivery: Delivery, { severity, isProblem, times }: EpisodeStory): Delivery {
  if (!isProblem || times.newestAt <= (delivery.overAt ?? -1)) return delivery;
  const { rise, troubleAt = times.lastAt } = delivery;
  const isAgain = rise === undefined && times.newestAt > troubleAt + calmMs;
  const known =
    times.lastAt > (delivery.troubleAt ?? -1)
      ? { ...delivery, troubleAt: times.lastAt, ...(isAgain && { notified: 'told' as const }) }
      : delivery;
  if (!isRise(rise?.level ?? notifiedLevel(known), severity)) return known;
  const again = isAgain ? times.newestAt : rise?.again;
  return { ...known, rise: { ...(rise ?? unsent), level: severity, ...(again !== undefined && { again }) } };
}

/** A hook that was passed before anybody was notified of it needs nobody any more. */
function withHooks(delivery: Delivery, hooks: readonly string[]): Delivery {
  const { rise } = delivery;
  if (hooks.length === 0 && rise?.hooks === undefined) return delivery;
  const level = notifiedLevel(delivery);
  if (hooks.length === 0 && rise !== undefined) {
    const { hooks: _, ...rest } = rise;
    return isRise(level, rise.level) ? { ...delivery, rise: rest } : withoutRise(delivery);
  }
  return isDeepStrictEqual(rise?.hooks, hooks)
    ? delivery
    : { ...delivery, rise: { ...(rise ?? { ...unsent, level }), hooks } };
}

const unsent: Omit<Rise, 'level'> = { tries: 0, notBefore: 0, failures: 0 };

function withoutRise(delivery: Delivery): Delivery {
  if (delivery.rise === undefined) return delivery;
  const { rise: _, ...rest } = delivery;
  return rest;
}

/** The delivery after its channel was notified of this level; a higher level reached in the meantime is still due. */
export function notifiedOf(delivery: Delivery, level: Severity): Delivery {
  const { rise, ...rest } = delivery;
  const notified = isRise(notifiedLevel(delivery), level) ? level : notifiedLevel(delivery);
  if (rise === undefined || !isRise(notified, rise.level)) return { ...rest, notified };
  const { level: due, again } = rise;
  return { ...rest, notified, rise: { ...unsent, level: due, ...(again !== undefined && { again }) } };
}

/** Separate notifications that a channel gets in a minute; the rest go into one message. */
const mostAlone = 5;
const minuteMs = 60_000;
/** The first list in a storm waits this long for more of it; the next ones are a minute apart. */
const gatherMs = 10_000;
/** What a list names, and so what is kept in full; the rest is only counted, because a table item holds 400 KB. */
const mostListed = 60;
/** What was recently listed is remembered, so that a repeated notification is listed only once. */
const mostRemembered = 500;
const keptSeconds = 3600;

/** A channel's recent notifications, stored under `rises#all` and the channel. Times are epoch milliseconds. */
interface RiseList {
  readonly alone: readonly { readonly id: string; readonly at: number }[];
  readonly listed: readonly (ListedRise & { readonly id: string })[];
  /** How many more are only counted. */
  readonly more?: number;
  /** When the list is to be posted. */
  readonly dueAt: number;
  /** What is being posted. */
  readonly posting?: { readonly at: number; readonly rises: readonly ListedRise[]; readonly more?: number };
  /** When the last list was posted. */
  readonly postedAt: number;
  readonly done: readonly string[];
  readonly version: number;
}

const pk = 'rises#all';
const emptyList: RiseList = { alone: [], listed: [], dueAt: 0, postedAt: 0, done: [], version: 0 };

/**
 * Decides how a channel gets a notification: `alone` while there are at most five in a minute, else in the next message that lists them, which is
 * then queued. Asking again for the same `id` gives the same answer.
 */
export async function placeRise(
  { table, queue, now }: Pick<Deps, 'table' | 'queue' | 'now'>,
  channel: string,
  { id: name, ...given }: ListedRise & { readonly id: string },
): Promise<'alone' | 'listed'> {
  const rise = { ...given, id: createHash('sha256').update(name).digest('base64url').slice(0, 16) };
  for (;;) {
    const list = await load(table, channel);
    const at = now();
    const alone = list.alone.filter((one) => one.at > at - minuteMs);
    if (list.done.includes(rise.id)) return 'listed';
    if (alone.some(({ id }) => id === rise.id)) return 'alone';
    const isListed = list.listed.some(({ id }) => id === rise.id);
    if (!isListed && alone.length < mostAlone) {
      if (await save(table, channel, { ...list, alone: [...alone, { id: rise.id, at }] }, at)) return 'alone';
      continue;
    }
    const dueAt = list.listed.length > 0 ? list.dueAt : Math.max(at + gatherMs, list.postedAt + minuteMs);
    const listed = isListed ? list.listed : [...list.listed, rise];
    const grown =
      listed.length > mostListed
        ? { ...list, alone, more: (list.more ?? 0) + 1, done: remembered(list, [rise]) }
        : { ...list, alone, listed, dueAt };
    if (!isListed && !(await save(table, channel, grown, at))) continue;
    // If this is a retry, the first attempt may have died before this.
    if (isListed || listed.length === 1) await queueRises(queue, channel, dueAt - at);
    return 'listed';
  }
}

/**
 * Posts what is listed for a channel when it is due; what is listed in the meantime follows a minute later.
 * @throws Error when Slack did not accept it: the queue redelivers the check, and the sweep checks every minute
 */
export async function tellRises(deps: Deps, channel: string): Promise<void> {
  const { table, queue, turns, now } = deps;
  const list = await load(table, channel);
  if (list.posting === undefined && list.listed.length === 0) return;
  if (list.posting === undefined && list.dueAt > now()) {
    return queueRises(queue, channel, list.dueAt - now());
  }
  const turn = { episode: 'rises', channel, kind: 'post', urgent: true, sentAt: 0 } as const;
  const later = await turns.take(turn, now());
  if (later !== undefined) return queueRises(queue, channel, later - now());

  const { more, ...rest } = list;
  const at = Math.max(now(), list.postedAt + 1);
  const posting = list.posting ?? { at, rises: list.listed, ...(more !== undefined && { more }) };
  const done = remembered(list, list.listed);
  const taken = list.posting === undefined ? { ...rest, posting, listed: [], done } : list;
  // Somebody else is posting it.
  if (taken !== list && !(await save(table, channel, taken, now()))) return;
  const message = riseListView(posting.rises, posting.more ?? 0, (await deps.channelWords())(channel));
  await tellOnce(deps, { pk: `notice#rises ${channel}`, at: posting.at, channel, message });
  await clear(deps, channel, posting.at);
}

/** Checks every channel's list, in case a queued check was lost. */
export async function sweepRises(deps: Deps): Promise<void> {
  const lists = await queryAll<RiseList & { sk: string }>(deps.table, pk);
  for (const { sk, posting, listed } of lists) {
    if (posting === undefined && listed.length === 0) continue;
    await tellRises(deps, sk).catch((error: unknown) => {
      deps.logger.warn('A list of notifications was not posted', { channel: sk, error: error as Error });
    });
  }
}

function remembered({ done }: RiseList, rises: readonly { readonly id: string }[]): readonly string[] {
  return [...done, ...rises.map(({ id }) => id)].slice(-mostRemembered);
}

async function clear({ table, queue, now }: Deps, channel: string, postedAt: number): Promise<void> {
  for (;;) {
    const { posting, ...list } = await load(table, channel);
    if (posting?.at !== postedAt) return;
    const dueAt = postedAt + minuteMs;
    if (!(await save(table, channel, { ...list, postedAt, dueAt }, now()))) continue;
    if (list.listed.length > 0) await queueRises(queue, channel, dueAt - now());
    return;
  }
}

async function load(table: Table, channel: string): Promise<RiseList> {
  return (await getRecord<RiseList>(table, pk, channel)) ?? emptyList;
}

function save(table: Table, channel: string, list: RiseList, now: number): Promise<boolean> {
  const { version, ...rest } = list;
  const expiresAt = Math.ceil(now / 1000) + keptSeconds;
  return putVersioned(table, { ...rest, pk, sk: channel, expiresAt }, version);
}
