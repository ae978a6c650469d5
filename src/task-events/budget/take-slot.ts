import type { Budget, Waiting } from './budget.ts';
import type { Limits } from './limits.ts';
import { nextFree } from './next-free.ts';

/** A message that wants to be sent. */
export interface Ask {
  readonly id: string;
  /** First posts, failures and closings go first. */
  readonly urgent: boolean;
  /** When it was last sent; 0 if never. */
  readonly sentAt: number;
  readonly now: number;
}

/** `at`: when it may be sent, at once when that is not after `now`; else it is to ask again then. */
export interface Slot {
  readonly budget: Budget;
  readonly granted: boolean;
  readonly at: number;
}

/** Who does not come when it was told to has nothing to send any more. */
const lateMs = 30_000;
/** Who waits beyond these is not remembered, and asks again as if for the first time: the record must stay small. */
const mostWaiting = 200;
/** A message that is told to come comes up to so much later: nudges go by whole seconds. */
const aboutMs = 2000;

/**
 * Gives out Slack's limit: urgent before ordinary, and in the order of asking. Nobody who may send waits for one who has
 * not come yet, unless that one is urgent and would find nothing left.
 */
export function takeSlot(budget: Budget, { id, urgent, sentAt, now }: Ask, limits: Limits): Slot {
  const longest = Math.max(...limits.all.map(({ ms }) => ms));
  const used = budget.used.filter(({ at }) => at > now - longest);
  const others = budget.waiting.filter((other) => other.id !== id && other.due > now - lateMs);
  const before = budget.waiting.find((other) => other.id === id && other.urgent === urgent);
  const since = before?.since ?? now;

  const due = urgent ? now : Math.max(now, sentAt + paceMs(limits, [...used, ...others, { id }]));
  const windows = urgent ? limits.all : [...limits.all, ...limits.ordinary];
  const from = Math.max(now, budget.pausedUntil);
  const times = used.map(({ at }) => at);
  const free = nextFree(times, windows, from);
  const coming = others.filter((other) => other.urgent && other.due <= now + aboutMs).length;
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
  for (const other of others) {
    if (!isAhead(other, { urgent, since })) continue;
    planned.push(nextFree(planned, windows, from));
  }
  const at = Math.max(nextFree(planned, windows, from), due, now + (yields ? aboutMs : 1));
  const waiting = [...others, { id, urgent, since, due: at }].slice(0, mostWaiting);
  return { budget: { ...budget, used, waiting }, granted: false, at };
}

function isAhead(other: Waiting, { urgent, since }: Pick<Waiting, 'urgent' | 'since'>): boolean {
  return other.urgent === urgent ? other.since <= since : other.urgent;
}

/** How long an ordinary message waits after its last sending: 60 s × live messages ÷ 40, at least 3 s. */
function paceMs({ pace }: Limits, messages: readonly { readonly id: string }[]): number {
  if (pace === undefined) return 0;
  const live = new Set(messages.map(({ id }) => id)).size;
  const ms = (60_000 * live) / pace.mostAMinute;
  // The shortest time holds for small news alone, which wait for it before they ask.
  return ms > pace.leastMs ? ms : 0;
}
