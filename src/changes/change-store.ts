import type { AuditStore } from '../store/audit-store.ts';
import { getRecord } from '../store/get-record.ts';
import { putNew } from '../store/put-new.ts';
import type { Table } from '../store/table.ts';
import type { Card } from './card.ts';

/** A card is readable for an hour more than it can be used, so that a late press is told why it does nothing. */
const cardKeptSeconds = 3600;

/** What the road keeps of a change: card, intent, outcome; each is written once and never again. */
export interface ChangeStore
  extends Pick<AuditStore, 'putIntent' | 'getIntent' | 'putOutcome' | 'getOutcome' | 'scaledSince'> {
  /** The stored card: this one, or the one with its id that was stored before. */
  putCard(card: Card): Promise<Card>;
  getCard(id: string): Promise<Card | undefined>;
}

/** Cards in the bot's table; intents and outcomes are the audit. */
export function changeStore(table: Table, audit: AuditStore): ChangeStore {
  const key = (cardId: string) => `change#${cardId}`;
  const getCard = async (id: string) => (await getRecord<{ value: Card }>(table, key(id), 'card'))?.value;
  return {
    async putCard(card) {
      const expiresAt = card.expiresAt + cardKeptSeconds;
      const isNew = await putNew(table, { pk: key(card.id), sk: 'card', value: card, expiresAt });
      return isNew ? card : ((await getCard(card.id)) ?? card);
    },
    getCard,
    putIntent: audit.putIntent,
    getIntent: audit.getIntent,
    putOutcome: audit.putOutcome,
    getOutcome: audit.getOutcome,
    scaledSince: audit.scaledSince,
  };
}
