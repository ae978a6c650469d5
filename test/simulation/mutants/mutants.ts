/** A fault planted into the bot: one place of its source reads otherwise. */
export interface Mutant {
  readonly name: string;
  /** Below src. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

/** What the simulation has to find. Each is a fault that somebody could make, and that examples would not show. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a lease that does not hold',
    file: 'changes/lease.ts',
    from: 'if (holder !== undefined && holder.jobId !== jobId && now() < holder.until) {',
    to: 'if (holder !== undefined && holder.jobId === jobId && now() < 0) {',
  },
  {
    name: 'a card that approves itself',
    file: 'changes/confirm.ts',
    from: "if (approval !== undefined && askedBy === userId) throw new ChangeRefused({ why: 'needsSecondPerson' });",
    to: '',
  },
  {
    name: 'acknowledged before the work',
    file: 'slack/jobs.ts',
    from: 'batchItemFailures: Records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })),',
    to: 'batchItemFailures: [],',
  },
];
