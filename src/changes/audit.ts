import { targetName } from '../aws/ecs/target.ts';
import { getRecord, putNew, putRecord, putVersioned, queryIndex, type Table } from '../store/table.ts';
import type { Card, ChangeOutcome, Intent, Refused } from './card.ts';
import type { ScaleChange } from './change.ts';
import type { Lease, LeaseStore } from './lease.ts';

/** A change that was decided on, with how it ended, or one that was refused. */
export type AuditEntry =
  | {
      readonly kind: 'change';
      readonly intent: Intent;
      /** Absent: nobody knows yet; the retry of its job writes it. */
      readonly outcome?: ChangeOutcome;
    }
  | { readonly kind: 'refused'; readonly refused: Refused };

/** When it was decided or refused, ISO. */
export function entryTime(entry: AuditEntry): string {
  return entry.kind === 'refused' ? entry.refused.at : entry.intent.decidedAt;
}

/** The name of its target; undefined for a refusal that names none. */
export function entryTarget(entry: AuditEntry): string | undefined {
  return entry.kind === 'refused' ? entry.refused.target : targetName(entry.intent.card.change.target);
}

/** Which audit entries to read. */
interface AuditQuery {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Epoch milliseconds. */
  readonly until: number;
  /** `cluster/service`: only entries of this service. */
  readonly target?: string | undefined;
  /** Only these; checked before outcomes are read. */
  readonly wanted?: ((entry: AuditEntry) => boolean) | undefined;
  /** How many to skip: the pages before. */
  readonly skip?: number;
  /** At most this many. */
  readonly most: number;
}

/** The records of changes: each is written once, never changed, and deleted only by age. */
export interface AuditStore {
  /** False when the card was already used. */
  putIntent(intent: Intent): Promise<boolean>;
  getIntent(cardId: string): Promise<Intent | undefined>;
  /** The first outcome stays: false when there already was one. */
  putOutcome(cardId: string, outcome: ChangeOutcome): Promise<boolean>;
  getOutcome(cardId: string): Promise<ChangeOutcome | undefined>;
  /** A job's refusal is stored once. False when it was stored before. */
  putRefused(refused: Refused): Promise<boolean>;
  getRefused(jobId: string): Promise<Refused | undefined>;
  /** Newest first; `more` when there are others. */
  entries(query: AuditQuery): Promise<{ readonly entries: readonly AuditEntry[]; readonly more: boolean }>;
  /**
   * The last scaling of `cluster/service` that was decided on after `iso`, matches `isWanted`, and was made or may have been: it did not fail.
   * Read from an index, which may be a moment behind.
   */
  scaledSince(
    target: string,
    iso: string,
    isWanted?: (change: ScaleChange, intent: Intent) => boolean,
  ): Promise<Intent | undefined>;
}

const secondsPerDay = 86_400;

/**
 * The audit in its own table, on which the worker's role may only put, get and query. `change#<card id>` has `intent` and `outcome`, `refused#<job
 * id>` has `refused`; intents and refusals are in the indexes `by-day` and `by-target`. DynamoDB may remove a record after `keptDays`.
 */
export function auditStore(table: Table, keptDays: number): AuditStore {
  const key = (cardId: string, sk: 'intent' | 'outcome') => ({ pk: `change#${cardId}`, sk });
  const expiresAt = (iso: string) => Math.ceil(Date.parse(iso) / 1000) + keptDays * secondsPerDay;
  // The id keeps two records of the same moment apart in an index.
  const indexed = (iso: string, id: string, target: string | undefined) => ({
    day: iso.slice(0, 10),
    at: `${iso}#${id}`,
    expiresAt: expiresAt(iso),
    ...(target && { target }),
  });
  async function read<Value>(cardId: string, sk: 'intent' | 'outcome'): Promise<Value | undefined> {
    const { pk } = key(cardId, sk);
    return (await getRecord<{ value: Value }>(table, pk, sk))?.value;
  }
  const getOutcome = (cardId: string) => read<ChangeOutcome>(cardId, 'outcome');

  return {
    putIntent(intent) {
      const { card, decidedAt } = intent;
      const index = indexed(decidedAt, card.id, targetName(card.change.target));
      return putNew(table, { ...key(card.id, 'intent'), ...index, value: intent });
    },
    getIntent: (cardId) => read<Intent>(cardId, 'intent'),
    putOutcome: (cardId, outcome) =>
      putNew(table, { ...key(cardId, 'outcome'), value: outcome, expiresAt: expiresAt(outcome.at) }),
    getOutcome,
    putRefused(refused) {
      const { jobId, at, target } = refused;
      const item = { pk: `refused#${jobId}`, sk: 'refused', ...indexed(at, jobId, target), value: refused };
      return putNew(table, item);
    },
    async getRefused(jobId) {
      return (await getRecord<{ value: Refused }>(table, `refused#${jobId}`, 'refused'))?.value;
    },
    async entries(query) {
      const { entries, more } = await auditEntries(table, query);
      const withOutcomes = entries.map(async (entry): Promise<AuditEntry> => {
        if (entry.kind === 'refused') return entry;
        const outcome = await getOutcome(entry.intent.card.id);
        return { ...entry, ...(outcome && { outcome }) };
      });
      return { entries: await Promise.all(withOutcomes), more };
    },
    async scaledSince(target, iso, isWanted = () => true) {
      // `$` sorts after `#`: this leaves out records of that very moment.
      const query = { index: 'by-target', key: 'target', value: target, from: `${iso}$`, to: '~' };
      for await (const { sk, value } of queryIndex<{ sk: string; value: Intent }>(table, query)) {
        if (sk !== 'intent' || value.decision !== 'make') continue;
        const { change } = value.card;
        if (change.type !== 'scale' || !isWanted(change, value)) continue;
        const outcome = await getOutcome(value.card.id);
        if (outcome?.result !== 'failed') return value;
      }
      return undefined;
    },
  };
}

/** How many records one query may read: a narrow query over a busy month must end too. */
const mostLookedAt = 5000;
const dayMs = 86_400_000;

/**
 * Intents and refusals, newest first, from the index of their target or day by day; a moment behind the table, as indexes are. `more` means that
 * there are others, or that reading stopped before it reached `since`.
 */
async function auditEntries(
  table: Table,
  { since, until, target, wanted = () => true, skip = 0, most }: AuditQuery,
): Promise<{ readonly entries: AuditEntry[]; readonly more: boolean }> {
  const entries: AuditEntry[] = [];
  let lookedAt = 0;
  let skipped = 0;
  for (const partition of target === undefined ? days(since, until) : [target]) {
    const items = queryIndex<{ sk: string; value: Intent | Refused }>(table, {
      index: target === undefined ? 'by-day' : 'by-target',
      key: target === undefined ? 'day' : 'target',
      value: partition,
      from: new Date(since).toISOString(),
      // A record's `at` is its time, `#` and an id.
      to: `${new Date(until).toISOString()}~`,
    });
    for await (const { sk, value } of items) {
      if (lookedAt >= mostLookedAt) return { entries, more: true };
      lookedAt += 1;
      const entry: AuditEntry =
        sk === 'intent'
          ? { kind: 'change', intent: value as Intent }
          : { kind: 'refused', refused: value as Refused };
      if (!wanted(entry)) continue;
      if (skipped < skip) {
        skipped += 1;
        continue;
      }
      if (entries.length === most) return { entries, more: true };
      entries.push(entry);
    }
  }
  return { entries, more: false };
}

/** The UTC days from `until` back to `since`. */
function* days(since: number, until: number): Generator<string> {
  for (let day = Math.floor(until / dayMs); day >= Math.floor(since / dayMs); day--) {
    yield new Date(day * dayMs).toISOString().slice(0, 10);
  }
}

/** A card stays readable for an hour after it can no longer be used, so that a late press is answered with why it does nothing. */
const cardKeptSeconds = 3600;

/** As long as a dead letter can be redriven: its lease may name what is not finished. */
const leaseKeptSeconds = 14 * 86_400;

/** What the change pipeline stores for a change: card, intent, outcome; each is written once and never again. */
export interface ChangeStore
  extends LeaseStore,
    Pick<
      AuditStore,
      'putIntent' | 'getIntent' | 'putOutcome' | 'getOutcome' | 'getRefused' | 'entries' | 'scaledSince'
    > {
  /** Returns the stored card: this one, or an earlier one with its id. */
  putCard(card: Card): Promise<Card>;
  /** Stores this card over the one with its id: for a timer's card, which nobody has seen. */
  renewCard(card: Card): Promise<void>;
  getCard(id: string): Promise<Card | undefined>;
  /** When the change's request was sent again, ISO: read consistently, written over the version that was read (0: it was sent once at most). */
  getSent(cardId: string): Promise<{ readonly version: number; readonly at: string } | undefined>;
  /** False when another try wrote in the meantime. */
  putSent(cardId: string, at: string, version: number): Promise<boolean>;
}

/** Cards and leases are in the bot's table; intents and outcomes are in the audit. */
export function changeStore(table: Table, audit: AuditStore, now: () => number): ChangeStore {
  const leaseKey = (target: string) => ({ pk: `lease#${target}`, sk: 'lease' });
  const key = (cardId: string) => `change#${cardId}`;
  const getCard = async (id: string) => (await getRecord<{ value: Card }>(table, key(id), 'card'))?.value;
  const cardItem = (card: Card) => ({
    pk: key(card.id),
    sk: 'card',
    value: card,
    expiresAt: card.expiresAt + cardKeptSeconds,
  });
  return {
    async putCard(card) {
      const isNew = await putNew(table, cardItem(card));
      return isNew ? card : ((await getCard(card.id)) ?? card);
    },
    renewCard: (card) => putRecord(table, cardItem(card)),
    getCard,
    async getLease(target) {
      const { pk, sk } = leaseKey(target);
      const item = await getRecord<{ version: number; value: Lease }>(table, pk, sk);
      return item && { version: item.version, lease: item.value };
    },
    putLease(target, value, version) {
      const expiresAt = Math.ceil(now() / 1000) + leaseKeptSeconds;
      return putVersioned(table, { ...leaseKey(target), value, expiresAt }, version);
    },
    getSent: (cardId) => getRecord<{ version: number; at: string }>(table, key(cardId), 'sent'),
    putSent(cardId, at, version) {
      const expiresAt = Math.ceil(now() / 1000) + leaseKeptSeconds;
      return putVersioned(table, { pk: key(cardId), sk: 'sent', at, expiresAt }, version);
    },
    putIntent: audit.putIntent,
    getIntent: audit.getIntent,
    putOutcome: audit.putOutcome,
    getOutcome: audit.getOutcome,
    getRefused: audit.getRefused,
    entries: audit.entries,
    scaledSince: audit.scaledSince,
  };
}
