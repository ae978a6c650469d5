import { getRecord } from '../store/get-record.ts';
import { putNew } from '../store/put-new.ts';
import type { Table } from '../store/table.ts';
import type { Card } from './card.ts';
import type { ChangeOutcome, Intent } from './change-record.ts';

/** A card is readable for an hour more than it can be used, so that a late press is told why it does nothing. */
const cardKeptSeconds = 3600;

/** What the road keeps of a change: card, intent, outcome; each is written once and never again. */
export interface ChangeStore {
  putCard(card: Card): Promise<void>;
  getCard(id: string): Promise<Card | undefined>;
  /** False when the card was used before. */
  putIntent(intent: Intent): Promise<boolean>;
  getIntent(cardId: string): Promise<Intent | undefined>;
  putOutcome(cardId: string, outcome: ChangeOutcome): Promise<void>;
  getOutcome(cardId: string): Promise<ChangeOutcome | undefined>;
}

export function changeStore(table: Table): ChangeStore {
  const key = (cardId: string) => `change#${cardId}`;
  const read = async <Value>(cardId: string, sk: string) =>
    (await getRecord<{ value: Value }>(table, key(cardId), sk))?.value;
  return {
    async putCard(card) {
      const expiresAt = card.expiresAt + cardKeptSeconds;
      await putNew(table, { pk: key(card.id), sk: 'card', value: card, expiresAt });
    },
    getCard: (id) => read<Card>(id, 'card'),
    putIntent: (intent) => putNew(table, { pk: key(intent.card.id), sk: 'intent', value: intent }),
    getIntent: (cardId) => read<Intent>(cardId, 'intent'),
    async putOutcome(cardId, outcome) {
      await putNew(table, { pk: key(cardId), sk: 'outcome', value: outcome });
    },
    getOutcome: (cardId) => read<ChangeOutcome>(cardId, 'outcome'),
  };
}
