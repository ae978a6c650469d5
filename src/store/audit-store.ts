import type { ScaleChange } from '../changes/change.ts';
import type { ChangeOutcome, Intent, Refused } from '../changes/change-record.ts';
import { targetName } from '../ecs/target-name.ts';
import { auditEntries } from './audit-entries.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditQuery } from './audit-query.ts';
import { getRecord } from './get-record.ts';
import { putNew } from './put-new.ts';
import { queryIndex } from './query-index.ts';
import type { Table } from './table.ts';

/** The records of changes: each is written once, and never changed or deleted but by its age. */
export interface AuditStore {
  /** False when the card was used before. */
  putIntent(intent: Intent): Promise<boolean>;
  getIntent(cardId: string): Promise<Intent | undefined>;
  /** The first outcome stays: false when there was one. */
  putOutcome(cardId: string, outcome: ChangeOutcome): Promise<boolean>;
  getOutcome(cardId: string): Promise<ChangeOutcome | undefined>;
  /** A job's refusal is kept once. False when it was kept before. */
  putRefused(refused: Refused): Promise<boolean>;
  /** The newest first; `more` when there are others. */
  entries(query: AuditQuery): Promise<{ readonly entries: readonly AuditEntry[]; readonly more: boolean }>;
  /**
   * The last scaling of `cluster/service` that was decided on after `iso`, is wanted, and was made or may have been: it did not fail.
   * From an index, which may be a moment behind.
   */
  scaledSince(
    target: string,
    iso: string,
    isWanted?: (change: ScaleChange, intent: Intent) => boolean,
  ): Promise<Intent | undefined>;
}

const secondsPerDay = 86_400;

/**
 * The audit in its own table, on which the worker's role may put, get and query and nothing else. `change#<card id>` has
 * `intent` and `outcome`, `refused#<job id>` has `refused`; intents and refusals stand in the indexes `by-day` and
 * `by-target`. DynamoDB may remove a record after `keptDays`.
 */
export function auditStore(table: Table, keptDays: number): AuditStore {
  const key = (cardId: string, sk: 'intent' | 'outcome') => ({ pk: `change#${cardId}`, sk });
  const expiresAt = (iso: string) => Math.ceil(Date.parse(iso) / 1000) + keptDays * secondsPerDay;
  // The id makes two records of one moment two in an index.
  const indexed = (iso: string, id: string, target: string | undefined) => ({
    ...{ day: iso.slice(0, 10), at: `${iso}#${id}`, expiresAt: expiresAt(iso) },
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
      // `$` stands behind `#`: nothing of the moment itself.
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
