import { createHash } from 'node:crypto';
import type { Table } from '../../store/table.ts';
import { type BudgetKey, changeBudget } from './change-budget.ts';
import { editLimits } from './edit-limits.ts';
import { postLimits } from './post-limits.ts';
import { takeSlot } from './take-slot.ts';

/** A message's wish to be sent. */
export interface Turn extends BudgetKey {
  /** Whose: the target's name and the episode's number. */
  readonly episode: string;
  /** First posts, failures and closings go first. */
  readonly urgent: boolean;
  /** When it was last sent, epoch milliseconds; 0 if never. */
  readonly sentAt: number;
}

/** Others take their turns just now: it is asked again a little later. */
const askAgainMs = 2000;

/** Takes a turn from the budget that all functions share in the table: undefined to send now, else when to ask again. */
export async function takeTurn(table: Table, turn: Turn, now: number): Promise<number | undefined> {
  const { episode, channel, urgent, sentAt } = turn;
  const id = createHash('sha256').update(`${episode} ${channel}`).digest('base64url').slice(0, 9);
  const limits = turn.kind === 'edit' ? editLimits : postLimits;
  const slot = await changeBudget(table, turn, now, (budget) =>
    takeSlot(budget, { id, urgent, sentAt, now }, limits),
  );
  if (slot === undefined) return now + askAgainMs;
  return slot.granted ? undefined : slot.at;
}
