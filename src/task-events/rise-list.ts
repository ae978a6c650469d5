import { createHash } from 'node:crypto';
import { getRecord, putVersioned, queryAll, type Table } from '../store/table.ts';
import { type ListedRise, riseListView } from '../views/episode/rise.ts';
import { takeTurn } from './budget.ts';
import type { Deps } from './deps.ts';
import { tellOnce } from './notices.ts';
import { queueRises } from './queue.ts';

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
  const { table, queue, now } = deps;
  const list = await load(table, channel);
  if (list.posting === undefined && list.listed.length === 0) return;
  if (list.posting === undefined && list.dueAt > now()) {
    return queueRises(queue, channel, list.dueAt - now());
  }
  const turn = { episode: 'rises', channel, kind: 'post', urgent: true, sentAt: 0 } as const;
  const later = await takeTurn(table, turn, now());
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
