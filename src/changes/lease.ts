import { targetName } from '../aws/ecs/target.ts';
import { type Card, ChangeRefused } from './card.ts';
import type { Change } from './change.ts';
import { type Effect, recentEffects } from './effects.ts';

/** Who is changing a target now. */
interface LeaseHolder {
  /** Unique to this try: a job that is delivered twice has two. */
  readonly token: string;
  readonly cardId: string;
  /** A job is redelivered only when its worker is dead: it need not wait for itself. */
  readonly jobId: string;
  /** Who pressed; for a timer, who asked for the change. */
  readonly userId: string;
  /** Epoch milliseconds; after that the holder counts as dead. */
  readonly until: number;
}

/** What the table stores for a target that is being changed, or was just now. */
export interface Lease {
  readonly holder?: LeaseHolder;
  /** Cards whose change was begun and may not have been finished. */
  readonly unsettled: readonly string[];
  readonly effects: readonly Effect[];
}

/** The lease's record: read consistently, written over the version that was read (0: there was none). */
export interface LeaseStore {
  getLease(target: string): Promise<{ readonly version: number; readonly lease: Lease } | undefined>;
  /** False when somebody else wrote in the meantime. */
  putLease(target: string, lease: Lease, version: number): Promise<boolean>;
}

interface LeaseContext {
  readonly store: LeaseStore;
  readonly userId: string;
  readonly jobId: string;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** A Lambda lives 30 s: a holder that has had the lease for longer is dead. */
const heldMs = 35_000;

/** Pauses between tries while somebody else holds the lease, milliseconds: five seconds in all. */
const pauses = [0, 200, 300, 500, 1000, 1500, 1500];

interface TakenLease {
  /** The last minute's effects on the target. */
  readonly recent: readonly Effect[];
  /** Cards whose change the previous holders may have made without recording its outcome; this very card may be among them. */
  readonly unsettled: readonly string[];
  /** Releases it, with what was done under it. Never rejects: a lease that can't be released expires by itself. */
  release(left: Pick<Lease, 'unsettled' | 'effects'>): Promise<void>;
}

/** What was done to a change's target within the last minute. */
export async function readEffects(
  { target }: Pick<Change, 'target'>,
  { store, now }: { readonly store: Pick<LeaseStore, 'getLease'>; readonly now: () => number },
): Promise<readonly Effect[]> {
  const found = await store.getLease(targetName(target));
  return recentEffects(found?.lease.effects ?? [], now());
}

/**
 * Takes the lease of a card's target: nobody else changes it between the check and the recorded outcome. Throws ChangeRefused, naming who does, if it
 * is not free within five seconds.
 */
export async function takeLease(
  card: Card,
  { store, userId, jobId, now, sleep }: LeaseContext,
): Promise<TakenLease> {
  const target = targetName(card.change.target);
  const token = crypto.randomUUID();
  let running: LeaseHolder | undefined;
  for (const ms of pauses) {
    if (ms > 0) await sleep(ms);
    const { version = 0, lease = { unsettled: [], effects: [] } } = (await store.getLease(target)) ?? {};
    const { holder, effects } = lease;
    if (holder !== undefined && holder.jobId !== jobId && now() < holder.until) {
      running = holder;
      continue;
    }
    const unsettled = [...new Set([...lease.unsettled, ...(holder ? [holder.cardId] : [])])];
    const recent = recentEffects(effects, now());
    const own = { token, cardId: card.id, jobId, userId, until: now() + heldMs };
    const isTaken = await store.putLease(target, { holder: own, unsettled, effects: recent }, version);
    // DynamoDB may have written it but the answer was lost, and the SDK retried.
    const holderNow = isTaken ? own : (await store.getLease(target))?.lease.holder;
    if (holderNow?.token !== token) {
      running = holderNow ?? running;
      continue;
    }
    return {
      recent,
      unsettled,
      async release(given) {
        try {
          await store.putLease(target, given, version + 1);
        } catch {
          // It expires by itself, and the next holder finds what was done in the records.
        }
      },
    };
  }
  throw new ChangeRefused({ why: 'targetBusy', target, userId: running?.userId ?? '' });
}
