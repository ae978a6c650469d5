import { getRecord } from '../../store/get-record.ts';
import { putVersioned } from '../../store/put-versioned.ts';
import type { Table } from '../../store/table.ts';
import { type Budget, emptyBudget } from './budget.ts';

/** Which budget: an edit counts for the workspace, a post for its channel. */
export interface BudgetKey {
  readonly kind: 'post' | 'edit';
  readonly channel: string;
}

interface BudgetRecord {
  readonly budget: Budget;
  readonly version: number;
}

const keptSeconds = 3600;

/**
 * Loads a budget, changes it and saves it, again from the start whenever somebody else was faster; gives what `change` gave, or
 * undefined when others were faster eight times. `now` in epoch milliseconds.
 */
export async function changeBudget<Result extends { readonly budget: Budget }>(
  table: Table,
  { kind, channel }: BudgetKey,
  now: number,
  change: (budget: Budget) => Result,
): Promise<Result | undefined> {
  const pk = kind === 'edit' ? 'budget#edits' : `budget#posts ${channel}`;
  const expiresAt = Math.ceil(now / 1000) + keptSeconds;
  for (let tries = 0; tries < 8; tries += 1) {
    const known = await getRecord<BudgetRecord>(table, pk, 'budget');
    const result = change(known?.budget ?? emptyBudget);
    const record = { pk, sk: 'budget', budget: result.budget, expiresAt };
    if (await putVersioned(table, record, known?.version ?? 0)) return result;
  }
  return undefined;
}
