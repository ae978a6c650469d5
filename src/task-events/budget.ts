import { createHash } from 'node:crypto';
import { type Packed, pack, unpack } from '../store/packed.ts';
import { getRecord, putVersioned, type Table } from '../store/table.ts';

/** At most this many within any period of this length. */
interface Window {
  readonly ms: number;
  readonly most: number;
}

/** What a budget allows. */
interface Limits {
  readonly all: readonly Window[];
  /** Additional limits for what is not urgent: they leave gaps, so that urgent messages never wait for a whole minute. */
  readonly ordinary: readonly Window[];
  /** The shortest time between two ordinary sends of one message; it grows with the number of live messages. */
  readonly pace?: { readonly leastMs: number; readonly mostAMinute: number };
}

/** What was recently sent against one of Slack's limits, and what is waiting. Times are epoch milliseconds. */
export interface Budget {
  readonly used: readonly { readonly id: string; readonly at: number }[];
  readonly waiting: readonly Waiting[];
  /** Until when Slack asked all messages to wait; 0 if it did not. */
  readonly pausedUntil: number;
}

/** A message that was told to ask again later. */
interface Waiting {
  readonly id: string;
  readonly urgent: boolean;
  /** When it first asked; of one that is not urgent, when it was last sent. */
  readonly since: number;
  /** When it was told to ask again. */
  readonly due: number;
}

export const emptyBudget: Budget = { used: [], waiting: [], pausedUntil: 0 };

/** Which budget: an edit counts for the workspace, a post for its channel. */
interface BudgetKey {
  readonly kind: 'post' | 'edit';
  readonly channel: string;
}

/** A message's request to be sent. */
interface Turn extends BudgetKey {
  /** Whose message: the target's name and the episode's number. */
  readonly episode: string;
  /** First posts, failures and closings go first. */
  readonly urgent: boolean;
  /** When it was last sent, epoch milliseconds; 0 if never. */
  readonly sentAt: number;
}

/** The budgets that all functions share in the table. `now` in epoch milliseconds. */
export interface Turns {
  /** Takes a turn. Undefined: send now; else when to ask again. */
  take(turn: Turn, now: number): Promise<number | undefined>;
  /** Slack asked to wait: no message takes a turn of this kind for this many seconds. */
  pause(key: BudgetKey, seconds: number, now: number): Promise<void>;
}

/** How long to wait before asking again when others are taking their turns right now. */
const askAgainMs = 2000;

/** What this instance asks of a budget while it is being loaded and saved is asked together, in one save: DynamoDB bills each, also those that lose a race. */
export function createTurns(table: Table): Turns {
  const joining = new Map<string, { readonly asks: Ask[]; readonly slots: Promise<Slot[] | undefined> }>();
  const last = new Map<string, Promise<unknown>>();

  async function join({ kind, channel }: BudgetKey, ask: Ask, now: number): Promise<Slot | undefined> {
    const pk = kind === 'edit' ? 'budget#edits' : `budget#posts ${channel}`;
    const batch = joining.get(pk) ?? begin(pk, now);
    const place = batch.asks.push(ask) - 1;
    return (await batch.slots)?.[place];
  }

  function begin(pk: string, now: number) {
    const asks: Ask[] = [];
    const before = last.get(pk) ?? Promise.resolve();
    const slots = before.then(() => {
      joining.delete(pk);
      return askAll(table, pk, asks, now);
    });
    const batch = { asks, slots };
    joining.set(pk, batch);
    last.set(
      pk,
      slots.catch(() => undefined),
    );
    return batch;
  }

  return {
    async take(turn, now) {
      const { episode, channel, urgent, sentAt } = turn;
      const id = createHash('sha256').update(`${episode} ${channel}`).digest('base64url').slice(0, 6);
      const limits = turn.kind === 'edit' ? editLimits : postLimits;
      const request = { id, urgent, sentAt, now };
      const slot = await join(turn, (budget) => takeSlot(budget, request, limits), now);
      if (slot === undefined) return now + askAgainMs;
      return slot.granted ? undefined : slot.at;
    },
    async pause(key, seconds, now) {
      const until = now + seconds * 1000;
      const pause = (budget: Budget) => ({
        budget: { ...budget, pausedUntil: Math.max(budget.pausedUntil, until) },
        granted: false,
        at: until,
      });
      await join(key, pause, now);
    },
  };
}

/** As stored; versions before 0.2 stored the budget itself. */
interface BudgetRecord extends Packed {
  readonly budget?: Budget;
  readonly version: number;
}

const keptSeconds = 3600;

type Ask = (budget: Budget) => Slot;

/** Loads a budget, asks it in order and saves it, starting again whenever somebody else was faster; undefined if others were faster eight times. */
async function askAll(
  table: Table,
  pk: string,
  asks: readonly Ask[],
  now: number,
): Promise<Slot[] | undefined> {
  const expiresAt = Math.ceil(now / 1000) + keptSeconds;
  for (let tries = 0; tries < 8; tries += 1) {
    const known = await getRecord<BudgetRecord>(table, pk, 'budget');
    let budget = unpack<Budget>(known ?? {}) ?? known?.budget ?? emptyBudget;
    const slots = asks.map((ask) => {
      const slot = ask(budget);
      budget = slot.budget;
      return slot;
    });
    const record = { pk, sk: 'budget', ...pack(budget), expiresAt };
    if (await putVersioned(table, record, known?.version ?? 0)) return slots;
  }
  return undefined;
}

/** Slack promises at least 50 a minute of chat.update (tier 3) in a workspace; 40 of them are for episodes. */
export const editLimits: Limits = {
  all: [{ ms: 60_000, most: 40 }],
  ordinary: [{ ms: 15_000, most: 10 }],
  pace: { leastMs: 3000, mostAMinute: 40 },
};

/** chat.postMessage: one a second in a channel. */
export const postLimits: Limits = { all: [{ ms: 1000, most: 1 }], ordinary: [] };

/** A message that wants to be sent. */
interface Request {
  readonly id: string;
  /** First posts, failures and closings go first. */
  readonly urgent: boolean;
  /** When it was last sent; 0 if never. */
  readonly sentAt: number;
  readonly now: number;
}

/** `at`: `now` if granted, else when to ask again. */
interface Slot {
  readonly budget: Budget;
  readonly granted: boolean;
  readonly at: number;
}

/** A message that has not asked again this long after it was told to has nothing to send any more. */
const lateMs = 30_000;
/** Messages that wait beyond this number are not remembered and ask again as if for the first time: the record must stay small. */
const mostWaiting = 200;
/** A message may ask again up to this much later than it was told to: nudges have whole-second delays. */
const aboutMs = 2000;

/**
 * Shares out Slack's limit: urgent before ordinary; urgent ones in the order of asking, of the others the one that was sent longest ago first. A message
 * that may be sent does not wait for one that has not asked again yet, unless that one is urgent and would find nothing left.
 */
export function takeSlot(budget: Budget, { id, urgent, sentAt, now }: Request, limits: Limits): Slot {
  const longest = Math.max(...limits.all.map(({ ms }) => ms));
  const used = budget.used.filter(({ at }) => at > now - longest);
  const others = budget.waiting.filter((other) => other.id !== id && other.due > now - lateMs);
  const before = budget.waiting.find((other) => other.id === id && other.urgent === urgent);
  // One whose send failed has its old place, and not the last one.
  const since = urgent ? (before?.since ?? now) : sentAt;

  const due = urgent ? now : Math.max(now, sentAt + paceMs(limits, [...used, ...others, { id }]));
  const windows = urgent ? limits.all : [...limits.all, ...limits.ordinary];
  const from = Math.max(now, budget.pausedUntil);
  const times = used.map(({ at }) => at);
  const free = nextFree(times, windows, from);
  const ahead = others.filter((other) => isAhead(other, { id, urgent, since }));
  const coming = ahead.filter((other) => isComing(other, now)).length;
  const room = Math.min(
    ...limits.all.map(({ ms, most }) => most - times.filter((at) => at > now - ms).length),
  );
  const yields = !urgent && coming > 0 && room <= coming;

  if (free <= now && due <= now && !yields) {
    return {
      budget: { ...budget, used: [...used, { id, at: now }], waiting: others },
      granted: true,
      at: now,
    };
  }
  const planned = [...times];
  for (const _ of ahead) planned.push(nextFree(planned, windows, from));
  const at = Math.max(nextFree(planned, windows, from), due, now + (yields ? aboutMs : 1));
  const waiting = [...others, { id, urgent, since, due: at }].slice(0, mostWaiting);
  return { budget: { ...budget, used, waiting }, granted: false, at };
}

function isAhead(other: Waiting, { id, urgent, since }: Pick<Waiting, 'id' | 'urgent' | 'since'>): boolean {
  if (other.urgent !== urgent) return other.urgent;
  return other.since === since ? other.id < id : other.since < since;
}

/** Whether it will ask again at any moment. One that is not urgent and does not come has nothing to send any more. */
function isComing({ urgent, due }: Waiting, now: number): boolean {
  return due <= now + aboutMs && (urgent || due > now - 2 * aboutMs);
}

/** How long an ordinary message waits after it was last sent: 60 s × live messages ÷ 40, at least 3 s. */
function paceMs({ pace }: Limits, messages: readonly { readonly id: string }[]): number {
  if (pace === undefined) return 0;
  const live = new Set(messages.map(({ id }) => id)).size;
  const ms = (60_000 * live) / pace.mostAMinute;
  // The shortest time applies only to small news, which waits that long before it asks.
  return ms > pace.leastMs ? ms : 0;
}

/** The first time, not before `from`, at which one more fits into every window. `times` in ascending order. */
function nextFree(times: readonly number[], windows: readonly Window[], from: number): number {
  let at = from;
  for (;;) {
    const later = windows.reduce((latest, { ms, most }) => {
      const within = times.filter((time) => time > at - ms);
      const first = within[within.length - most];
      return first === undefined ? latest : Math.max(latest, first + ms);
    }, at);
    if (later === at) return at;
    at = later;
  }
}
