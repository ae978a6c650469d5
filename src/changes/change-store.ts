import type { AuditStore } from '../store/audit-store.ts';
import { getRecord } from '../store/get-record.ts';
import { putNew, putRecord } from '../store/put-new.ts';
import { putVersioned } from '../store/put-versioned.ts';
import type { Table } from '../store/table.ts';
import type { Card } from './card.ts';
import type { Lease, LeaseStore } from './lease.ts';

/** A card is readable for an hour more than it can be used, so that a late press is told why it does nothing. */
const cardKeptSeconds = 3600;

/** As long as a dead letter can be given back: its lease may name what is not finished. */
const leaseKeptSeconds = 14 * 86_400;

/** What the road keeps of a change: card, intent, outcome; each is written once and never again. */
export interface ChangeStore
  extends LeaseStore,
    Pick<AuditStore, 'putIntent' | 'getIntent' | 'putOutcome' | 'getOutcome' | 'scaledSince'> {
  /** The stored card: this one, or the one with its id that was stored before. */
  putCard(card: Card): Promise<Card>;
  /** Stores this one over the one with its id: of a timer's card, which nobody has seen. */
  renewCard(card: Card): Promise<void>;
  getCard(id: string): Promise<Card | undefined>;
}

/** Cards and leases in the bot's table; intents and outcomes are the audit. */
export function changeStore(table: Table, audit: AuditStore, now: () => number): ChangeStore {
  const leaseKey = (target: string) => ({ pk: `lease#${target}`, sk: 'lease' });
  const key = (cardId: string) => `change#${cardId}`;
  const getCard = async (id: string) => (await getRecord<{ value: Card }>(table, key(id), 'card'))?.value;
  const cardItem = (card: Card) => ({
    ...{ pk: key(card.id), sk: 'card', value: card },
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
    putIntent: audit.putIntent,
    getIntent: audit.getIntent,
    putOutcome: audit.putOutcome,
    getOutcome: audit.getOutcome,
    scaledSince: audit.scaledSince,
  };
}
