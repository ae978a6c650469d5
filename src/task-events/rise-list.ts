import { createHash } from 'node:crypto';
import { getRecord, putVersioned, queryAll, type Table } from '../store/table.ts';
import { type ListedRise, riseListView } from '../views/episode/rise.ts';
import { takeTurn } from './budget.ts';
import type { Deps } from './deps.ts';
import { tellOnce } from './notices.ts';
import { queueRises } from './queue.ts';
import { channelWords } from './send-plan.ts';

/** Notifications of their own that a channel gets in a minute; the rest stand in one message. */
const mostAlone = 5;
const minuteMs = 60_000;
/** The first list of a storm waits so long for more of it; the next ones are a minute apart. */
const gatherMs = 10_000;
/** What a list names, and so what is kept in full; the rest is counted, for an item of the table holds 400 KB. */
const mostListed = 60;
/** What was listed of late is remembered, so that who comes twice stands there once. */
const mostRemembered = 500;
const keptSeconds = 3600;

/** A channel's notifications of late, under `rises#all` and the channel. Times are epoch milliseconds. */
interface RiseList {
  readonly alone: readonly { readonly id: string; readonly at: number }[];
  readonly listed: readonly (ListedRise & { readonly id: string })[];
  /** How many more there are that are only counted. */
  readonly more?: number;
  /** When what is listed is to be posted. */
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
 * Gives a channel's notification its place: `alone` while there are at most five in a minute, else in the next message that lists
 * them, which is then on its way. Asking again for the same `id` gives the same answer.
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
    // Who comes again may have died before this.
    if (isListed || listed.length === 1) await queueRises(queue, channel, dueAt - at);
    return 'listed';
  }
}

/**
 * Posts what is listed for a channel when it is due; what is listed meanwhile follows a minute later.
 * @throws Error when Slack did not take it: the queue brings the look again, and the sweep looks every minute
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
  // Somebody else is at it.
  if (taken !== list && !(await save(table, channel, taken, now()))) return;
  const message = riseListView(posting.rises, posting.more ?? 0, (await channelWords(deps))(channel));
  await tellOnce(deps, { pk: `notice#rises ${channel}`, at: posting.at, channel, message });
  await clear(deps, channel, posting.at);
}

/** Every channel's list, for the looks that got lost. */
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
