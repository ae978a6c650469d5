import type { Table } from '../../store/table.ts';
import { type BudgetKey, changeBudget } from './change-budget.ts';

/** Slack asked to wait: nobody takes a turn of this kind for so many seconds from `now`, epoch milliseconds. */
export async function pauseTurns(table: Table, key: BudgetKey, seconds: number, now: number): Promise<void> {
  await changeBudget(table, key, now, (budget) => ({
    budget: { ...budget, pausedUntil: Math.max(budget.pausedUntil, now + seconds * 1000) },
  }));
}
