import type { Card } from '../../../src/changes/card.ts';
import type { ChangeOutcome, Intent } from '../../../src/changes/change-record.ts';
import type { ChangeStore } from '../../../src/changes/change-store.ts';

/** The road's records in memory, with the same conditions as the table's. */
export function memoryStore(): ChangeStore {
  const cards = new Map<string, Card>();
  const intents = new Map<string, Intent>();
  const outcomes = new Map<string, ChangeOutcome>();
  return {
    async putCard(card) {
      const known = cards.get(card.id) ?? card;
      cards.set(card.id, known);
      return known;
    },
    getCard: async (id) => cards.get(id),
    async putIntent(intent) {
      if (intents.has(intent.card.id)) return false;
      intents.set(intent.card.id, intent);
      return true;
    },
    getIntent: async (id) => intents.get(id),
    async putOutcome(id, outcome) {
      if (outcomes.has(id)) return false;
      outcomes.set(id, outcome);
      return true;
    },
    getOutcome: async (id) => outcomes.get(id),
    scaledSince: async (_target, iso) => [...intents.values()].find(({ decidedAt }) => decidedAt > iso),
  };
}
